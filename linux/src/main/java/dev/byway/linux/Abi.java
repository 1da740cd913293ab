package dev.byway.linux;

import java.util.Locale;

/// What differs between processors: system call numbers and open flags, x86-64 beside aarch64.
/// Structures and all other constants are the same on both.
final class Abi {
  private static final boolean X86 = isX86(System.getProperty("os.arch", ""));

  // files
  static final int CLOSE = pick(3, 57);
  static final int LSEEK = pick(8, 62);
  static final int READ = pick(0, 63);
  static final int WRITEV = pick(20, 66);
  static final int PREAD64 = pick(17, 67);
  static final int PWRITE64 = pick(18, 68);
  static final int PREADV2 = pick(327, 286);
  static final int PWRITEV2 = pick(328, 287);
  static final int FSYNC = pick(74, 82);
  static final int FDATASYNC = pick(75, 83);
  static final int SYNC_FILE_RANGE = pick(277, 84);
  static final int SYNCFS = pick(306, 267);
  static final int TRUNCATE = pick(76, 45);
  static final int FTRUNCATE = pick(77, 46);
  static final int COPY_FILE_RANGE = pick(326, 285);
  static final int FALLOCATE = pick(285, 47);
  static final int DUP3 = pick(292, 24);
  static final int FCNTL = pick(72, 25);
  static final int IOCTL = pick(16, 29);

  // names
  static final int OPENAT2 = 437;
  static final int MKDIRAT = pick(258, 34);
  static final int MKNODAT = pick(259, 33);
  static final int SYMLINKAT = pick(266, 36);
  static final int READLINKAT = pick(267, 78);
  static final int LINKAT = pick(265, 37);
  static final int UNLINKAT = pick(263, 35);
  static final int RENAMEAT2 = pick(316, 276);
  static final int GETDENTS64 = pick(217, 61);

  // inodes
  static final int STATX = pick(332, 291);
  static final int FCHMOD = pick(91, 52);
  static final int FCHMODAT = pick(268, 53);
  static final int FCHOWNAT = pick(260, 54);
  static final int UTIMENSAT = pick(280, 88);
  static final int FACCESSAT2 = 439;
  static final int SETXATTR = pick(188, 5);
  static final int GETXATTR = pick(191, 8);
  static final int LISTXATTR = pick(194, 11);
  static final int REMOVEXATTR = pick(197, 14);
  static final int FSTATFS = pick(138, 44);
  static final int NAME_TO_HANDLE_AT = pick(303, 264);
  static final int OPEN_BY_HANDLE_AT = pick(304, 265);

  // processes and identity
  static final int GETPID = pick(39, 172);
  static final int GETTID = pick(186, 178);
  static final int GETEUID = pick(107, 175);
  static final int GETEGID = pick(108, 177);
  static final int SETFSUID = pick(122, 151);
  static final int SETFSGID = pick(123, 152);
  static final int SETGROUPS = pick(116, 159);
  static final int GETGROUPS = pick(115, 158);
  static final int CAPGET = pick(125, 90);
  static final int CAPSET = pick(126, 91);
  static final int PRLIMIT64 = pick(302, 261);
  static final int UMASK = pick(95, 166);
  static final int UNSHARE = pick(272, 97);
  static final int SETSID = pick(112, 157);
  static final int WAIT4 = pick(61, 260);

  // mounts
  static final int MOUNT = pick(165, 40);
  static final int UMOUNT2 = pick(166, 39);
  static final int OPEN_TREE = 428;
  static final int MOVE_MOUNT = 429;
  static final int MOUNT_SETATTR = 442;

  // sockets and shared memory
  static final int SOCKET = pick(41, 198);
  static final int SOCKETPAIR = pick(53, 199);
  static final int BIND = pick(49, 200);
  static final int LISTEN = pick(50, 201);
  static final int ACCEPT4 = pick(288, 242);
  static final int CONNECT = pick(42, 203);
  static final int SHUTDOWN = pick(48, 210);
  static final int GETSOCKNAME = pick(51, 204);
  static final int GETPEERNAME = pick(52, 205);
  static final int SENDTO = pick(44, 206);
  static final int SENDMSG = pick(46, 211);
  static final int RECVMSG = pick(47, 212);
  static final int SETSOCKOPT = pick(54, 208);
  static final int GETSOCKOPT = pick(55, 209);
  static final int PPOLL = pick(271, 73);
  static final int EVENTFD2 = pick(290, 19);
  static final int MEMFD_CREATE = pick(319, 279);
  static final int MMAP = pick(9, 222);
  static final int MUNMAP = pick(11, 215);

  // open flags
  static final int O_DIRECT = pick(0x4000, 0x10000);
  static final int O_DIRECTORY = pick(0x10000, 0x4000);
  static final int O_NOFOLLOW = pick(0x20000, 0x8000);

  private Abi() {}

  private static int pick(int x86, int aarch64) {
    return X86 ? x86 : aarch64;
  }

  private static boolean isX86(String arch) {
    return switch (arch.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> true;
      case "aarch64", "arm64" -> false;
      default -> throw new UnsupportedOperationException("no system call table for " + arch);
    };
  }
}
