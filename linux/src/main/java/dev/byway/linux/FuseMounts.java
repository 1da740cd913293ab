package dev.byway.linux;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Puts `/dev/fuse` descriptors at places of the tree and takes them away: by mount(2) with
/// CAP_SYS_ADMIN (root, or whoever made its user and mount namespace), by fusermount3 without.
public final class FuseMounts {
  /// The file system type in `/proc/mounts`.
  public static final String TYPE = "fuse.byway";

  /// [#unmount]: the place is free at once, the file system goes when nobody uses it any more.
  public static final int MNT_DETACH = 2;

  /// [#unmount]: all that is under way in it fails, then as without.
  public static final int MNT_FORCE = 1;

  private static final String SUBTYPE = "byway";
  private static final int UMOUNT_NOFOLLOW = 8;
  private static final String FUSERMOUNT = "fusermount3";
  private static final int FUSERMOUNT_SECONDS = 20;

  private FuseMounts() {}

  /// What the kernel is told at mount(2).
  ///
  /// @param source what stands in `/proc/mounts` as mounted: a URL, a folder
  /// @param readOnly no writing
  /// @param suid set-user-id programs and device files of the mount work (root alone may say so);
  ///     else MS_NOSUID and MS_NODEV
  /// @param exec programs of the mount can be run
  /// @param atime as MS_NOATIME when false
  /// @param allowOther other users than the one who mounts may use it (a plain user needs
  ///     `user_allow_other` in `/etc/fuse.conf`)
  /// @param defaultPermissions the kernel checks permissions by mode, owner and group
  /// @param maxRead longest read request in bytes; 0 for the kernel's own limit
  public record Options(
      String source,
      boolean readOnly,
      boolean suid,
      boolean exec,
      boolean atime,
      boolean allowOther,
      boolean defaultPermissions,
      int maxRead) {

    /// Writable, without set-user-id programs and devices, for the user who mounts.
    public static Options of(String source) {
      return new Options(source, false, false, true, true, false, false, 0);
    }

    private static final int MS_RDONLY = 1;
    private static final int MS_NOSUID = 2;
    private static final int MS_NODEV = 4;
    private static final int MS_NOEXEC = 8;
    private static final int MS_NOATIME = 1024;

    int flags() {
      return (readOnly ? MS_RDONLY : 0)
          | (suid ? 0 : MS_NOSUID | MS_NODEV)
          | (exec ? 0 : MS_NOEXEC)
          | (atime ? 0 : MS_NOATIME);
    }

    /// The options of the file system itself, the same for both ways.
    List<String> data() {
      List<String> data = new ArrayList<>();
      if (allowOther) {
        data.add("allow_other");
      }
      if (defaultPermissions) {
        data.add("default_permissions");
      }
      if (maxRead > 0) {
        data.add("max_read=" + maxRead);
      }
      return data;
    }

    /// All options in the words of fusermount3.
    String words() {
      List<String> words = new ArrayList<>(data());
      words.add(readOnly ? "ro" : "rw");
      if (!suid) {
        words.add("nosuid,nodev");
      }
      if (!exec) {
        words.add("noexec");
      }
      if (!atime) {
        words.add("noatime");
      }
      words.add("subtype=" + SUBTYPE);
      words.add("fsname=" + source.replace("\\", "\\\\").replace(",", "\\,"));
      return String.join(",", words);
    }
  }

  /// Mounts, and does not wait for INIT: the caller answers it from the device.
  ///
  /// A mount of this type at the place whose process has died is taken away first.
  ///
  /// @throws ErrnoException ENOENT the place or `/dev/fuse`; EPERM without the right to, with
  ///     fusermount3's own words
  public static FuseDevice mount(Path point, Options options) throws ErrnoException {
    Path place = place(point);
    clearDead(place);
    int type = type(place);
    FuseDevice device;
    try {
      device = FuseDevice.open();
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EACCES) {
        throw Errno.ENODEV.exception("/dev/fuse: " + e.errno().message());
      }
      return byFusermount(place, options);
    }
    try {
      mount(device, place, type, options);
      return device;
    } catch (ErrnoException e) {
      device.close();
      if (e.errno() != Errno.EPERM) {
        throw e.errno().exception("mount " + place);
      }
      return byFusermount(place, options);
    }
  }

  private static void mount(FuseDevice device, Path place, int type, Options options)
      throws ErrnoException {
    List<String> data = new ArrayList<>();
    data.add("fd=" + device.number());
    data.add("rootmode=" + Integer.toOctalString(type));
    data.add("user_id=" + Credentials.geteuid());
    data.add("group_id=" + Credentials.getegid());
    data.addAll(options.data());
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment source = arena.allocateFrom(options.source());
      MemorySegment target = arena.allocateFrom(place.toString());
      MemorySegment fsType = arena.allocateFrom(TYPE);
      MemorySegment text = arena.allocateFrom(String.join(",", data));
      Syscall.call(
          ThreadMemory.get(),
          Abi.MOUNT,
          source.address(),
          target.address(),
          fsType.address(),
          options.flags(),
          text.address(),
          0);
      Reference.reachabilityFence(arena);
    }
  }

  /// Takes away what killed processes left: mounts of ours where every call is ENOTCONN.
  private static void clearDead(Path place) throws ErrnoException {
    while (isByway(place) && isDead(place)) {
      unmount(place, MNT_DETACH);
    }
  }

  /// Whether the process behind the FUSE mount at a place is gone. Waits for one that is stuck.
  public static boolean isDead(Path point) throws ErrnoException {
    int fd = openPath(point);
    try {
      // asks the process in any case, where attributes may come from the kernel's memory
      Inodes.statfs(fd);
      return false;
    } catch (ErrnoException e) {
      return e.errno() == Errno.ENOTCONN;
    } finally {
      Descriptors.close(fd);
    }
  }

  private static boolean isByway(Path place) throws ErrnoException {
    try {
      for (MountTable.Entry entry : MountTable.read().reversed()) {
        if (entry.point().equals(place)) {
          return entry.type().equals(TYPE);
        }
      }
      return false;
    } catch (IOException e) {
      throw Errno.EIO.exception(String.valueOf(e.getMessage()));
    }
  }

  private static int type(Path place) throws ErrnoException {
    int fd = openPath(place);
    try {
      return Statx.of(fd, Statx.BASIC_STATS).type();
    } catch (ErrnoException e) {
      throw e.errno().exception(place.toString());
    } finally {
      Descriptors.close(fd);
    }
  }

  private static int openPath(Path place) throws ErrnoException {
    byte[] name = place.toString().getBytes(StandardCharsets.UTF_8);
    try {
      return OpenAt.openat2(OpenAt.AT_FDCWD, name, OpenAt.O_PATH, 0, 0);
    } catch (ErrnoException e) {
      throw e.errno().exception(place.toString());
    }
  }

  private static Path place(Path point) throws ErrnoException {
    try {
      return MountTable.place(point);
    } catch (IOException e) {
      throw Errno.ENOENT.exception(point.toString());
    }
  }

  /// fusermount3 mounts with its set-user-id right and sends the descriptor back.
  private static FuseDevice byFusermount(Path place, Options options) throws ErrnoException {
    UnixSocket[] pair = UnixSocket.pair();
    try (UnixSocket ours = pair[0];
        UnixSocket theirs = pair[1]) {
      Map<String, String> environment = new HashMap<>(System.getenv());
      environment.put("_FUSE_COMMFD", Integer.toString(Spawn.CHILD_FD));
      List<String> command = List.of(FUSERMOUNT, "-o", options.words(), "--", place.toString());
      Spawn.Ended ended;
      try {
        ended = Spawn.run(command, environment, theirs.number());
      } catch (ErrnoException e) {
        throw Errno.EPERM.exception(
            "mount " + place + " as a plain user: " + FUSERMOUNT + " (package fuse3) is not here");
      }
      theirs.close();
      int fd = ours.receive(ByteBuffer.allocate(1)).fd();
      if (ended.status() != 0 || fd < 0) {
        UnixSocket.closeFd(fd);
        throw Errno.EPERM.exception(said(ended.output(), ended.status()));
      }
      return FuseDevice.of(fd);
    }
  }

  /// Takes the top mount away from a place.
  ///
  /// @param flags [#MNT_DETACH], [#MNT_FORCE] or 0
  /// @throws ErrnoException EBUSY somebody uses it; EINVAL nothing is mounted there; EPERM not
  ///     one's own
  public static void unmount(Path point, int flags) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment target = arena.allocateFrom(point.toString());
      Syscall.call(Abi.UMOUNT2, target.address(), flags | UMOUNT_NOFOLLOW, 0);
      Reference.reachabilityFence(arena);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EPERM || (flags & MNT_FORCE) != 0) {
        throw e.errno().exception("unmount " + point);
      }
      unmountByFusermount(point, flags);
    }
  }

  private static void unmountByFusermount(Path point, int flags) throws ErrnoException {
    List<String> command = new ArrayList<>(List.of(FUSERMOUNT, "-u"));
    if ((flags & MNT_DETACH) != 0) {
      command.add("-z");
    }
    command.addAll(List.of("--", point.toAbsolutePath().normalize().toString()));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      if (!process.waitFor(FUSERMOUNT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw Errno.ETIMEDOUT.exception(FUSERMOUNT + " -u " + point);
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        Errno errno = output.contains("busy") ? Errno.EBUSY : Errno.EPERM;
        throw errno.exception(said(output.strip(), process.exitValue()));
      }
    } catch (ErrnoException e) {
      throw e;
    } catch (IOException e) {
      throw Errno.EPERM.exception("unmount " + point + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errno.EINTR.exception(FUSERMOUNT + " -u " + point);
    }
  }

  private static String said(String output, int status) {
    return output.isEmpty() ? FUSERMOUNT + " ended with " + status : output;
  }
}
