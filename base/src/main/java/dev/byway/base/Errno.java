package dev.byway.base;

/// The one vocabulary of failure. Every room throws these, every door maps them to its protocol in
/// one total switch without `default`, so that an errno added here does not compile until it is
/// mapped everywhere. Numbers are those of Linux (asm-generic/errno-base.h and errno.h), the same
/// on x86-64 and aarch64.
public enum Errno {
  /// Operation not permitted.
  EPERM(1, "Operation not permitted"),
  /// No such file or directory.
  ENOENT(2, "No such file or directory"),
  /// Interrupted.
  EINTR(4, "Interrupted"),
  /// Input/output error.
  EIO(5, "Input/output error"),
  /// No such device or address.
  ENXIO(6, "No such device or address"),
  /// Bad file descriptor.
  EBADF(9, "Bad file descriptor"),
  /// Try again: the answer would have to wait.
  EAGAIN(11, "Try again: the answer would have to wait"),
  /// Out of memory.
  ENOMEM(12, "Out of memory"),
  /// Permission denied.
  EACCES(13, "Permission denied"),
  /// Bad address.
  EFAULT(14, "Bad address"),
  /// Device or resource busy.
  EBUSY(16, "Device or resource busy"),
  /// File exists.
  EEXIST(17, "File exists"),
  /// Cross-device link.
  EXDEV(18, "Cross-device link"),
  /// No such device.
  ENODEV(19, "No such device"),
  /// Not a directory.
  ENOTDIR(20, "Not a directory"),
  /// Is a directory.
  EISDIR(21, "Is a directory"),
  /// Invalid argument.
  EINVAL(22, "Invalid argument"),
  /// Too many open files in system.
  ENFILE(23, "Too many open files in system"),
  /// Too many open files.
  EMFILE(24, "Too many open files"),
  /// Inappropriate ioctl for device.
  ENOTTY(25, "Inappropriate ioctl for device"),
  /// Text file busy.
  ETXTBSY(26, "Text file busy"),
  /// File too large.
  EFBIG(27, "File too large"),
  /// No space left on device.
  ENOSPC(28, "No space left on device"),
  /// Illegal seek.
  ESPIPE(29, "Illegal seek"),
  /// Read-only file system.
  EROFS(30, "Read-only file system"),
  /// Too many links.
  EMLINK(31, "Too many links"),
  /// Broken pipe.
  EPIPE(32, "Broken pipe"),
  /// Result too large.
  ERANGE(34, "Result too large"),
  /// Resource deadlock avoided.
  EDEADLK(35, "Resource deadlock avoided"),
  /// File name too long.
  ENAMETOOLONG(36, "File name too long"),
  /// No locks available.
  ENOLCK(37, "No locks available"),
  /// Function not implemented.
  ENOSYS(38, "Function not implemented"),
  /// Directory not empty.
  ENOTEMPTY(39, "Directory not empty"),
  /// Too many levels of symbolic links.
  ELOOP(40, "Too many levels of symbolic links"),
  /// No data available: the attribute is not there.
  ENODATA(61, "No data available: the attribute is not there"),
  /// Protocol error.
  EPROTO(71, "Protocol error"),
  /// Value too large for defined data type.
  EOVERFLOW(75, "Value too large for defined data type"),
  /// Message too long.
  EMSGSIZE(90, "Message too long"),
  /// Operation not supported.
  ENOTSUP(95, "Operation not supported"),
  /// Address already in use.
  EADDRINUSE(98, "Address already in use"),
  /// Cannot assign requested address.
  EADDRNOTAVAIL(99, "Cannot assign requested address"),
  /// Network is unreachable.
  ENETUNREACH(101, "Network is unreachable"),
  /// Connection aborted.
  ECONNABORTED(103, "Connection aborted"),
  /// Connection reset by peer.
  ECONNRESET(104, "Connection reset by peer"),
  /// Not connected.
  ENOTCONN(107, "Not connected"),
  /// Timed out.
  ETIMEDOUT(110, "Timed out"),
  /// Connection refused.
  ECONNREFUSED(111, "Connection refused"),
  /// No route to host.
  EHOSTUNREACH(113, "No route to host"),
  /// Stale file handle.
  ESTALE(116, "Stale file handle"),
  /// Disk quota exceeded.
  EDQUOT(122, "Disk quota exceeded"),
  /// Operation canceled.
  ECANCELED(125, "Operation canceled");

  private static final Errno[] BY_NUMBER = new Errno[134];

  static {
    for (Errno errno : values()) {
      BY_NUMBER[errno.number] = errno;
    }
  }

  private final int number;
  private final String message;
  private final ErrnoException exception;

  Errno(int number, String message) {
    this.number = number;
    this.message = message;
    this.exception = new ErrnoException(this);
  }

  /// The number that Linux gives it.
  public int number() {
    return number;
  }

  /// What it means, in English, without the name.
  public String message() {
    return message;
  }

  /// The exception for this errno: always the same object, without a stack trace, so that throwing
  /// it on a hot path costs nothing. Say `throw Errno.ENOENT.exception()`.
  public ErrnoException exception() {
    return exception;
  }

  /// An exception that also says what failed, for people to read.
  public ErrnoException exception(String what) {
    return new ErrnoException(this, what);
  }

  /// The errno with this Linux number; [#EIO] for one that Byway has no word for.
  public static Errno of(int number) {
    Errno errno = number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : null;
    return errno == null ? EIO : errno;
  }
}
