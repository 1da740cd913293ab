package dev.byway.nio;

import dev.byway.base.ErrnoException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/// The exception of `java.nio.file` for each errno. Its cause is what the room threw.
final class Failures {
  private Failures() {}

  /// @param path that the call was about
  /// @param other the second path, if there was one
  static IOException of(ErrnoException cause, VfsPath path, @Nullable VfsPath other) {
    String file = path.toString();
    String second = other == null ? null : other.toString();
    IOException exception =
        switch (cause.errno()) {
          case ENOENT -> new NoSuchFileException(file, second, null);
          // What is there already is the new name, where there are two.
          case EEXIST -> new FileAlreadyExistsException(second == null ? file : second);
          case ENOTEMPTY -> new DirectoryNotEmptyException(second == null ? file : second);
          case EACCES -> new AccessDeniedException(file, second, cause.getMessage());
          case ENOTDIR -> new NotDirectoryException(file);
          case ELOOP -> new FileSystemLoopException(file);
          case EINTR -> new InterruptedIOException(file + ": interrupted");
          case EPERM,
              EIO,
              ENXIO,
              EBADF,
              EAGAIN,
              ENOMEM,
              EFAULT,
              EBUSY,
              EXDEV,
              ENODEV,
              EISDIR,
              EINVAL,
              ENFILE,
              EMFILE,
              ENOTTY,
              ETXTBSY,
              EFBIG,
              ENOSPC,
              ESPIPE,
              EROFS,
              EMLINK,
              EPIPE,
              ERANGE,
              EDEADLK,
              ENAMETOOLONG,
              ENOLCK,
              ENOSYS,
              ENODATA,
              EPROTO,
              EOVERFLOW,
              EMSGSIZE,
              ENOTSUP,
              EADDRINUSE,
              EADDRNOTAVAIL,
              ENETUNREACH,
              ECONNABORTED,
              ECONNRESET,
              ENOTCONN,
              ETIMEDOUT,
              ECONNREFUSED,
              EHOSTUNREACH,
              ESTALE,
              EDQUOT,
              ECANCELED ->
              new FileSystemException(file, second, cause.getMessage());
        };
    exception.initCause(cause);
    return exception;
  }
}
