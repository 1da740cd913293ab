package dev.byway.net.control;

import dev.byway.net.localio.RendezvousFolder;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Where a user's processes keep their control sockets, one each of a kind, named by process id.
/// Nobody else can enter the folder but the superuser.
public final class ControlFolder {
  private static final Path OWN_PROCESS = Path.of("/proc/self");

  /// What a process is to who asks it.
  public enum Kind {
    /// It serves rooms: `PID.control`.
    CONTROL,
    /// It uses rooms of servers: `PID.client`.
    CLIENT;

    private String suffix() {
      return "." + name().toLowerCase(Locale.ROOT);
    }
  }

  private final Path runtime;
  private final Path folder;

  private ControlFolder(Path runtime) {
    this.runtime = runtime;
    this.folder = runtime.resolve("control");
  }

  /// `control` in the runtime folder of the user who runs this process.
  public static ControlFolder ofUser() {
    return new ControlFolder(RendezvousFolder.ofServer().path());
  }

  /// For the superuser: those of all other users that have one in the usual place.
  public static List<ControlFolder> ofOthers() throws IOException {
    List<ControlFolder> folders = new ArrayList<>();
    if (isSuperuser()) {
      addAll(folders, Path.of("/run/user"), "*", "byway");
      addAll(folders, Path.of("/tmp"), "byway-*", "");
    }
    return folders;
  }

  private static void addAll(List<ControlFolder> folders, Path parent, String glob, String below)
      throws IOException {
    if (!Files.isDirectory(parent)) {
      return;
    }
    try (var users = Files.newDirectoryStream(parent, glob)) {
      for (Path user : users) {
        ControlFolder each = new ControlFolder(user.resolve(below));
        if (Files.isDirectory(each.folder, LinkOption.NOFOLLOW_LINKS) && !each.isOwn()) {
          folders.add(each);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static boolean isSuperuser() throws IOException {
    return (Integer) Files.getAttribute(OWN_PROCESS, "unix:uid") == 0;
  }

  /// A socket for this process.
  ServerSocketChannel listen(Kind kind) throws IOException {
    if (!Files.isDirectory(folder)) {
      if (!Files.isDirectory(runtime)) {
        Files.createDirectories(runtime);
        Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    requireOwn();
    Path socket = socket(kind, ProcessHandle.current().pid());
    Files.deleteIfExists(socket);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    channel.bind(UnixDomainSocketAddress.of(socket));
    return channel;
  }

  /// Takes this process's socket away.
  void remove(Kind kind) throws IOException {
    Files.deleteIfExists(socket(kind, ProcessHandle.current().pid()));
  }

  /// Somebody else's folder could answer in the stead of ours. The superuser looks into those of
  /// others on purpose.
  private void requireOwn() throws IOException {
    if (!isOwn() && !isSuperuser()) {
      UserPrincipal owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS);
      throw new IOException(folder + " belongs to " + owner.getName() + ", not to this user");
    }
  }

  private boolean isOwn() throws IOException {
    return Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(OWN_PROCESS));
  }

  private Path socket(Kind kind, long pid) {
    return folder.resolve(pid + kind.suffix());
  }

  /// The process ids of those that answer, in ascending order; sockets of dead ones are removed on
  /// the way.
  public List<Long> processes(Kind kind) throws IOException {
    List<Long> processes = new ArrayList<>();
    if (!Files.exists(folder)) {
      return processes;
    }
    requireOwn();
    try (var sockets = Files.newDirectoryStream(folder, "*" + kind.suffix())) {
      for (Path socket : sockets) {
        String name = socket.getFileName().toString();
        String digits = name.substring(0, name.length() - kind.suffix().length());
        if (!digits.matches("[0-9]{1,18}")) {
          continue;
        }
        long pid = Long.parseLong(digits);
        try (SocketChannel channel = connect(kind, pid)) {
          processes.add(pid);
        } catch (IOException dead) {
          if (isOwn()) {
            Files.deleteIfExists(socket);
          }
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    processes.sort(null);
    return processes;
  }

  /// A connection to the process with this id.
  ///
  /// @throws IOException also when somebody else made the folder, who might answer in its stead
  public SocketChannel connect(Kind kind, long pid) throws IOException {
    requireOwn();
    return SocketChannel.open(UnixDomainSocketAddress.of(socket(kind, pid)));
  }
}
