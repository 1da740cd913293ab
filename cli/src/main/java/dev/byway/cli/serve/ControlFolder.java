package dev.byway.cli.serve;

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

/// Where this user's servers keep their control sockets, one each, named by process id. Nobody else
/// can enter the folder.
public final class ControlFolder {
  private static final String SUFFIX = ".control";

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

  /// A socket for this process.
  public ServerSocketChannel listen() throws IOException {
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
    Path socket = socket(ProcessHandle.current().pid());
    Files.deleteIfExists(socket);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    channel.bind(UnixDomainSocketAddress.of(socket));
    return channel;
  }

  /// Takes this process's socket away.
  public void remove() throws IOException {
    Files.deleteIfExists(socket(ProcessHandle.current().pid()));
  }

  private void requireOwn() throws IOException {
    UserPrincipal owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS);
    if (!owner.equals(Files.getOwner(Path.of("/proc/self")))) {
      throw new IOException(folder + " belongs to " + owner.getName() + ", not to this user");
    }
  }

  private Path socket(long pid) {
    return folder.resolve(pid + SUFFIX);
  }

  /// The process ids of the servers that answer, in ascending order; sockets of dead ones are
  /// removed on the way.
  public List<Long> servers() throws IOException {
    var servers = new ArrayList<Long>();
    if (!Files.exists(folder)) {
      return servers;
    }
    requireOwn();
    try (var sockets = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path socket : sockets) {
        String name = socket.getFileName().toString();
        long pid = Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
        try (SocketChannel channel = connect(pid)) {
          servers.add(pid);
        } catch (IOException dead) {
          Files.deleteIfExists(socket);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    servers.sort(null);
    return servers;
  }

  /// A connection to the server with this process id.
  ///
  /// @throws IOException also when somebody else made the folder, who might answer in its stead
  public SocketChannel connect(long pid) throws IOException {
    requireOwn();
    return SocketChannel.open(UnixDomainSocketAddress.of(socket(pid)));
  }
}
