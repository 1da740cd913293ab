package dev.byway.server.ninep;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.XattrHow;
import dev.byway.vfs.XattrName;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The value of an extended attribute that a fid stands for.
sealed interface Xattr {
  /// A value, or the names, to be read.
  record Reading(byte[] value) implements Xattr {
    /// Copies what there is from an offset on.
    int read(ByteBuffer into, long offset) {
      if (offset < 0 || offset >= value.length) {
        return 0;
      }
      int count = (int) Math.min(into.remaining(), value.length - offset);
      into.put(value, (int) offset, count);
      return count;
    }
  }

  /// A value that comes in pieces and is set at the end.
  ///
  /// @param how null: the attribute is removed
  record Writing(XattrName name, byte[] value, @Nullable XattrHow how) implements Xattr {
    /// @throws ErrnoException ENOSPC more than was announced
    int write(ByteBuffer from, long offset) throws ErrnoException {
      int count = from.remaining();
      if (offset < 0 || offset > value.length - count) {
        throw Errno.ENOSPC.exception();
      }
      from.get(value, (int) offset, count);
      return count;
    }
  }
}
