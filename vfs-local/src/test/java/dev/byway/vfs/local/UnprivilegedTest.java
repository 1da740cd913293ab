package dev.byway.vfs.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byway.linux.Credentials;
import dev.byway.vfs.Caller;
import dev.byway.vfs.LentFile;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.testkit.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The room in a process of a user without any privilege.
@Timeout(120)
class UnprivilegedTest {
  private static final String UID = "4242";

  @TempDir Path folder;

  @Test
  void aProcessWithoutPrivilegesServesAsItsOwnUser() throws Exception {
    assumeTrue(Credentials.geteuid() == 0, "becoming another user needs root");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "needs setpriv (util-linux)");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    String classPath = readableClassPath();
    String first = serve(classPath, "");
    assertThat(first).contains("limits true", "identities false", "persistent true");
    assertThat(first).contains("owner " + UID, "widens true", "synced unreadable");
    String handle = first.lines().filter(l -> l.startsWith("handle ")).findFirst().orElseThrow();
    // the next process finds the file by the first one's handle
    assertThat(serve(classPath, handle.substring("handle ".length()))).contains("found hello");
  }

  private String serve(String classPath, String handle) throws Exception {
    Path log = folder.resolve("log");
    Process child =
        new ProcessBuilder(
                "/usr/bin/setpriv",
                "--reuid=" + UID,
                "--regid=" + UID,
                "--clear-groups",
                System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                Server.class.getName(),
                folder.toString(),
                handle)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int status = child.waitFor();
    String output = Files.readString(log);
    assertThat(status).as(output).isZero();
    return output;
  }

  /// Copies what the build keeps where only its own user may look.
  private String readableClassPath() throws IOException {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(":")) {
      Path from = Path.of(entry);
      if (Files.exists(from)) {
        Path to = folder.resolve("cp" + entries.size() + "-" + from.getFileName());
        copy(from, to);
        entries.add(to.toString());
      }
    }
    return String.join(":", entries);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = file.equals(from) ? to : to.resolve(from.relativize(file).toString());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  /// What runs as the other user.
  static final class Server {
    private Server() {}

    public static void main(String[] args) throws Exception {
      Path base = Path.of(args[0]);
      Path exported = Files.createDirectories(base.resolve("exported"));
      var options = LocalVfs.Options.DEFAULT.withStateDirectory(base.resolve("state"));
      try (LocalVfs vfs = LocalVfs.open(exported, options)) {
        Place place = new Place(vfs, Caller.ROOT, vfs.root());
        if (!args[1].isEmpty()) {
          Node node = vfs.resolve(Caller.ROOT, HexFormat.of().parseHex(args[1]));
          System.out.println("found " + place.content(node));
          return;
        }
        System.out.println("limits " + !vfs.limits().isEmpty());
        System.out.println("identities " + vfs.capabilities().identities());
        System.out.println("persistent " + vfs.capabilities().persistentHandles());
        Node node = place.inNew("a").inNew("b").file("f", "hello");
        System.out.println("owner " + vfs.getattr(Caller.ROOT, node).uid());
        try (LentFile lent = vfs.lend(Caller.ROOT, node, OpenHow.READ)) {
          System.out.println("widens " + lent.widensRights());
        }
        SetAttributes blind = SetAttributes.ofMode(0300);
        vfs.fsync(Caller.ROOT, place.file("shut", 0));
        vfs.fsync(
            Caller.ROOT,
            vfs.mkdir(Caller.ROOT, vfs.root(), Name.of("blind"), blind).entry().node());
        System.out.println("synced unreadable");
        System.out.write(
            ("handle " + HexFormat.of().formatHex(node.handle()) + "\n")
                .getBytes(StandardCharsets.UTF_8));
        System.out.flush();
        // and ends without a word, so that the index was not saved
        Runtime.getRuntime().halt(0);
      }
    }
  }
}
