package dev.byway.net.localio;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.UnixSocket;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The folder where servers keep a socket each and clients of this host find them. Containers share
/// it as a volume; it is all they need to share.
///
/// A stranger who could put a socket here, or another folder in its place, could play the server.
/// So no part of its path may be writable by anyone but the superuser and us (a sticky folder like
/// `/tmp` may be on the way: there nobody can replace what belongs to others). HDFS has the same
/// rule.
///
/// @param path as given
public record RendezvousFolder(Path path) {
  /// Where servers of the superuser meet clients.
  public static final Path SYSTEM = Path.of("/run/byway");

  private static final String SUFFIX = ".sock";

  /// More sockets than this are not looked at.
  private static final int SOCKETS_MAX = 64;

  private static final int GROUP_OR_OTHERS_WRITE = 022;
  private static final int STICKY = 01000;
  private static final int OVERFLOW_UID = 65534;
  private static final SecureRandom RANDOM = new SecureRandom();

  /// Where a server of this process puts its socket when nobody says otherwise: [#SYSTEM] for the
  /// superuser, else `byway` in the user's runtime folder.
  public static RendezvousFolder ofServer() {
    return new RendezvousFolder(ownUid() == 0 ? SYSTEM : ofUser());
  }

  /// Where a client looks for servers when nobody says otherwise.
  public static List<RendezvousFolder> ofClient() {
    return List.of(new RendezvousFolder(SYSTEM), new RendezvousFolder(ofUser()));
  }

  private static Path ofUser() {
    String runtime = System.getenv("XDG_RUNTIME_DIR");
    if (runtime != null && runtime.startsWith("/")) {
      return Path.of(runtime, "byway");
    }
    int uid = ownUid();
    Path byUid = Path.of("/run/user/" + uid);
    return Files.isDirectory(byUid) ? byUid.resolve("byway") : Path.of("/tmp/byway-" + uid);
  }

  /// Makes the folder if it is not there, checks it, removes the sockets of servers that died, and
  /// listens at a new one that everyone may connect to.
  ///
  /// @throws ErrnoException and its message says what is wrong with the folder
  public Listening listen() throws ErrnoException {
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(path.toAbsolutePath().getParent());
        var mode = PosixFilePermissions.fromString("rwxr-xr-x");
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(mode));
        Files.setPosixFilePermissions(path, mode);
      }
    } catch (IOException e) {
      throw Errno.EACCES.exception("cannot make the rendezvous folder " + path + " (" + e + ")");
    }
    Path real = checked();
    removeDeadSockets(real);
    byte[] random = new byte[8];
    RANDOM.nextBytes(random);
    String name = HexFormat.of().formatHex(random);
    // Under another name until it answers: else a server starting beside us took it for dead.
    Path early = real.resolve(name + ".new");
    Path socket = real.resolve(name + SUFFIX);
    UnixSocket listener = UnixSocket.listen(early, 64);
    try {
      Files.setPosixFilePermissions(early, PosixFilePermissions.fromString("rw-rw-rw-"));
      Files.move(early, socket);
      return new Listening(socket, listener);
    } catch (IOException e) {
      listener.close();
      throw Errno.EIO.exception("cannot put a socket into " + real + " (" + e + ")");
    }
  }

  /// A server's socket and where it is.
  public record Listening(Path path, UnixSocket socket) implements AutoCloseable {
    /// Takes it away, so that nobody tries it any more.
    @Override
    public void close() {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        // Whoever comes next finds it dead and removes it.
      }
      socket.close();
    }
  }

  private static void removeDeadSockets(Path real) {
    for (Path socket : list(real)) {
      try {
        UnixSocket.connect(socket).close();
      } catch (ErrnoException e) {
        if (e.errno() == Errno.ECONNREFUSED) {
          deleteQuietly(socket);
        }
      }
    }
  }

  private static void deleteQuietly(Path socket) {
    try {
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      // Another's, where we may not: it does no harm but to be tried.
    }
  }

  /// The sockets in this folder, dead ones too; empty when the folder is not there.
  ///
  /// @throws ErrnoException EACCES the folder, or a part of its path, is not safe; the message says
  ///     which and why
  public List<Path> sockets() throws ErrnoException {
    return Files.isDirectory(path) ? list(checked()) : List.of();
  }

  private static List<Path> list(Path real) {
    List<Path> sockets = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(real, "*" + SUFFIX)) {
      for (Path entry : entries) {
        if (sockets.size() == SOCKETS_MAX) {
          break;
        }
        sockets.add(entry);
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Not readable is as good as empty: the client has other roads.
    }
    return sockets;
  }

  /// The folder without symbolic links, once each part of its path is found to be safe.
  private Path checked() throws ErrnoException {
    try {
      Path real = path.toRealPath();
      for (Path part = real; part != null; part = part.getParent()) {
        String trouble = trouble(part, part.equals(real));
        if (trouble != null) {
          throw Errno.EACCES.exception(part + " " + trouble + ", so it is no safe rendezvous");
        }
      }
      return real;
    } catch (NoSuchFileException e) {
      throw Errno.ENOENT.exception(path.toString());
    } catch (ErrnoException e) {
      throw e;
    } catch (IOException e) {
      throw Errno.EACCES.exception("cannot look at " + path + " (" + e + ")");
    }
  }

  private static @Nullable String trouble(Path part, boolean leaf) throws IOException {
    int owner = uid(part);
    int mode = (Integer) Files.getAttribute(part, "unix:mode");
    if (owner != 0 && owner != ownUid() && !isUnmapped(owner)) {
      return "belongs to user " + Integer.toUnsignedString(owner);
    }
    boolean sticky = (mode & STICKY) != 0 && !leaf;
    boolean open = (mode & GROUP_OR_OTHERS_WRITE) != 0 && !sticky;
    return open ? "is writable by others" : null;
  }

  /// In a user namespace the host's own folders belong to nobody: who built the container put them
  /// there.
  private static boolean isUnmapped(int owner) throws IOException {
    return owner == OVERFLOW_UID
        && !Files.readString(Path.of("/proc/self/uid_map")).strip().matches("0\\s+0\\s+4294967295");
  }

  private static int ownUid() {
    try {
      return uid(Path.of("/proc/self"));
    } catch (IOException e) {
      throw new IllegalStateException("no /proc", e);
    }
  }

  private static int uid(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid");
  }
}
