package dev.byway.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.byway.base.ErrnoException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How strong the process at the other end of a UNIX socket is on this machine, as far as we can
/// know: its ids, its capabilities, and the user namespace in which it has them (capabilities(7),
/// user_namespaces(7)).
///
/// @param credentials its ids as of connect(2)
/// @param known whether the rest could be read; if not, think the worst
/// @param capable it holds, or can raise, a capability that matters for files
/// @param namespace where it does
public record PeerRights(
    PeerCredentials credentials, boolean known, boolean capable, Namespace namespace) {

  /// The capabilities that give nothing over files: KILL, NET_BIND_SERVICE, NET_BROADCAST, NET_RAW,
  /// IPC_LOCK, SYS_NICE. Whoever has any other counts as capable.
  private static final long HARMLESS = 1 << 5 | 1 << 10 | 1 << 11 | 1 << 13 | 1 << 14 | 1 << 23;

  private static final Path OWN_PROC = Path.of("/proc/self");

  /// A user namespace, by the ids that it maps, in the terms of ours.
  ///
  /// @param uids empty: all of them
  public record Namespace(List<Range> uids, List<Range> gids, boolean own) {
    private static final Namespace OWN = new Namespace(List.of(), List.of(), true);

    /// Whether capabilities held in there reach a file with this owner and group.
    public boolean reaches(int uid, int gid) {
      return own || (contains(uids, uid) && contains(gids, gid));
    }

    private static boolean contains(List<Range> ranges, int id) {
      for (Range range : ranges) {
        if (range.contains(id)) {
          return true;
        }
      }
      return false;
    }
  }

  /// `count` ids from `first` on, all unsigned.
  public record Range(int first, int count) {
    boolean contains(int id) {
      return Integer.compareUnsigned(id - first, count) < 0;
    }
  }

  /// Whether it can do with a file of this owner and group whatever it likes, because of a
  /// capability, because it is the superuser, or because nobody knows.
  public boolean overrides(int fileUid, int fileGid) {
    return !known || credentials.uid() == 0 || (capable && namespace.reaches(fileUid, fileGid));
  }

  /// Looks the peer of a connection up. Never fails: what cannot be read is not known.
  public static PeerRights of(UnixSocket socket) throws ErrnoException {
    PeerCredentials credentials = socket.peer();
    PeerRights unknown = new PeerRights(credentials, false, true, Namespace.OWN);
    if (credentials.pid() <= 0) {
      return unknown;
    }
    int pidfd;
    try {
      pidfd = socket.peerPidfd();
    } catch (ErrnoException e) {
      return unknown;
    }
    try {
      PeerRights rights = read(credentials, Path.of("/proc/" + credentials.pid()));
      // Still running: so what was read under its number was not another process.
      return rights != null && !hasExited(pidfd) ? rights : unknown;
    } finally {
      Descriptors.close(pidfd);
    }
  }

  private static @Nullable PeerRights read(PeerCredentials credentials, Path proc) {
    try {
      long capabilities = 0;
      int uid = -1;
      for (String line : Files.readAllLines(proc.resolve("status"))) {
        if (line.startsWith("CapEff:") || line.startsWith("CapPrm:")) {
          capabilities |= Long.parseUnsignedLong(line.substring(7).trim(), 16);
        } else if (line.startsWith("Uid:")) {
          uid = Integer.parseUnsignedInt(line.substring(4).trim().split("\\s+")[1]);
        }
      }
      if (uid != credentials.uid()) {
        return null;
      }
      boolean capable = (capabilities & ~HARMLESS) != 0;
      return new PeerRights(credentials, true, capable, namespace(proc));
    } catch (IOException | NumberFormatException e) {
      return null;
    }
  }

  /// Two processes of one user namespace see the same map. A map that looks like ours may belong to
  /// a namespace below that maps everything: then it reaches everything too.
  private static Namespace namespace(Path proc) throws IOException {
    List<String> uids = Files.readAllLines(proc.resolve("uid_map"));
    List<String> gids = Files.readAllLines(proc.resolve("gid_map"));
    if (uids.equals(Files.readAllLines(OWN_PROC.resolve("uid_map")))
        && gids.equals(Files.readAllLines(OWN_PROC.resolve("gid_map")))) {
      return Namespace.OWN;
    }
    return new Namespace(ranges(uids), ranges(gids), false);
  }

  private static List<Range> ranges(List<String> lines) {
    return lines.stream()
        .map(line -> line.trim().split("\\s+"))
        .map(f -> new Range(Integer.parseUnsignedInt(f[1]), Integer.parseUnsignedInt(f[2])))
        .toList();
  }

  private static boolean hasExited(int pidfd) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pollfd = arena.allocate(8, 4);
      pollfd.set(JAVA_INT, 0, pidfd);
      pollfd.set(JAVA_SHORT, 4, (short) 1);
      return SocketCalls.pollNow(pollfd, 1) != 0;
    } catch (ErrnoException e) {
      return true;
    }
  }
}
