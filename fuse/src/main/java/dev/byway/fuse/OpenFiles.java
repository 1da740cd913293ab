package dev.byway.fuse;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import org.jspecify.annotations.Nullable;

/// The open files that the kernel knows, by the `fh` that it was given. As many as programs have
/// open.
final class OpenFiles {
  private final Slots<OpenHandle> slots = new Slots<>();

  /// @return its `fh`
  long add(OpenHandle handle) {
    return slots.add(handle);
  }

  /// @throws ErrnoException EBADF
  OpenHandle at(long fh) throws ErrnoException {
    OpenHandle handle = slots.at(fh);
    if (handle == null) {
      throw Errno.EBADF.exception();
    }
    return handle;
  }

  /// @return null when it is not open
  @Nullable OpenHandle remove(long fh) {
    return slots.remove(fh);
  }

  int size() {
    return slots.size();
  }

  /// Closes what is left when the mount has ended.
  void closeAll() {
    for (OpenHandle handle : slots.removeAll()) {
      handle.close();
    }
  }
}
