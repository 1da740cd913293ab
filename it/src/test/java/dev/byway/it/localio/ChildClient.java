package dev.byway.it.localio;

import dev.byway.base.ErrnoException;
import dev.byway.client.localio.LocalioOptions;
import dev.byway.client.localio.LocalioVfs;
import dev.byway.client.localio.RoadReport;
import dev.byway.net.localio.RendezvousFolder;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Stability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// A client in a process of its own that also tries to get more out of a descriptor than it was
/// lent. Arguments: address, port, rendezvous folder, uid and gid to act as, file, `r` or `rw`.
/// Says `road READS WRITES reason`, `io` and what reading and writing gave, `break` and what came
/// of breaking out.
public final class ChildClient {
  private ChildClient() {}

  public static void main(String[] args) throws Exception {
    LocalioOptions options =
        LocalioOptions.defaults().withFolders(List.of(new RendezvousFolder(Path.of(args[2]))));
    Caller me =
        Caller.of(Integer.parseInt(args[3]), Integer.parseInt(args[4]), new int[0], "local");
    OpenHow how = args[6].equals("rw") ? OpenHow.READ_WRITE : OpenHow.READ;
    try (LocalioVfs vfs = Bench.mount(args[0], Integer.parseInt(args[1]), options)) {
      Node node = vfs.lookup(me, vfs.root(), Name.of(args[5])).node();
      try (OpenFile file = vfs.open(me, node, how)) {
        RoadReport.File report = vfs.report().files().getFirst();
        System.out.println(
            "road " + report.reads() + " " + report.writes() + " " + report.reason());
        System.out.println("io " + read(file, me) + " " + (how.write() ? write(file, me) : "-"));
        System.out.println("break " + breakOut(args[5]));
      } catch (ErrnoException e) {
        System.out.println("road none");
        System.out.println("io " + e.getMessage());
        System.out.println("break " + breakOut(args[5]));
      }
    }
    System.exit(0);
  }

  private static String read(OpenFile file, Caller me) {
    try {
      return "" + file.read(me, ByteBuffer.allocate(100), 0);
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String write(OpenFile file, Caller me) {
    try {
      int count = file.write(me, ByteBuffer.wrap(new byte[10]), 0, Stability.UNSTABLE).count();
      file.commit(me, 0, 0);
      return "" + count;
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /// `none` without a descriptor; else what worked, or `nothing`.
  private static String breakOut(String name) throws IOException {
    String worked = "none";
    try (var fds = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path fd : fds) {
        if (isOf(fd, name)) {
          worked = worked.equals("none") ? "nothing" : worked;
          worked = worked + reopen(fd) + chmod(fd);
        }
      }
    }
    return worked;
  }

  private static boolean isOf(Path fd, String name) {
    try {
      return Files.readSymbolicLink(fd).toString().endsWith("/" + name);
    } catch (IOException e) {
      return false;
    }
  }

  private static String reopen(Path fd) {
    try (FileChannel channel = FileChannel.open(fd, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap("broken".getBytes()), 0);
      return "+written";
    } catch (IOException e) {
      return "";
    }
  }

  private static String chmod(Path fd) {
    try {
      Files.setPosixFilePermissions(fd, PosixFilePermissions.fromString("rwxrwxrwx"));
      return "+chmod";
    } catch (IOException e) {
      return "";
    }
  }
}
