package dev.byway.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// [FuseMountsMain] as somebody who may not mount, in a mount namespace where `/dev/fuse` is open
/// to all as it is on every desktop.
class FusermountTest {
  private static final String OPEN_DEVICE =
      "mknod -m 666 $0/fuse c 10 229 && mount --bind $0/fuse /dev/fuse && ";
  private static final String AS_NOBODY = "setpriv --reuid 65534 --regid 65534 --clear-groups ";

  @TempDir Path folder;

  @BeforeEach
  void makePoint() throws Exception {
    assumeTrue(Credentials.geteuid() == 0, "needs root");
    for (String tool : List.of("fusermount3", "unshare", "setpriv")) {
      assumeTrue(run("command -v " + tool).startsWith("/"), "needs " + tool);
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    assumeTrue(run("unshare -m sh -c '" + OPEN_DEVICE + "echo ok' $0").equals("ok"), "needs mknod");
    Files.delete(folder.resolve("fuse"));
    run("mkdir $0/p && chown 65534:65534 $0/p");
    assumeTrue(run(AS_NOBODY + "ls " + Path.of("").toAbsolutePath()).contains("pom.xml"));
  }

  @Test
  void aPlainUserMountsByFusermount() throws Exception {
    String said = inNamespace(AS_NOBODY + "$1 $0/p");
    assertThat(said)
        .startsWith("read true")
        .contains("source=a,b\\c", "options=rw,nosuid,nodev", "user_id=65534,group_id=65534");
  }

  @Test
  void whatFusermountRefusesIsTold() throws Exception {
    assertThat(
            inNamespace(
                ": >$0/conf; mount --bind $0/conf /etc/fuse.conf; " + AS_NOBODY + "$1 $0/p other"))
        .contains("ErrnoException", "user_allow_other", "(EPERM)");
  }

  @Test
  void aUserNamespaceOfOnesOwnNeedsNoFusermount() throws Exception {
    String said =
        inNamespace("PATH=/nowhere " + absolute(AS_NOBODY) + absolute("unshare ") + "-Urm $1 $0/p");
    assumeTrue(!said.contains("unshare failed"), "needs user namespaces: " + said);
    assertThat(said).startsWith("read true").contains("user_id=0,group_id=0");
  }

  private String absolute(String command) throws Exception {
    String tool = command.substring(0, command.indexOf(' '));
    return run("command -v " + tool) + command.substring(tool.length());
  }

  private String inNamespace(String script) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String program =
        String.join(
            " ",
            java,
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            FuseMountsMain.class.getName());
    return run("exec unshare -m sh -c '" + OPEN_DEVICE + script.replace("$1", program) + "' $0");
  }

  /// In a shell where `$0` is the test's folder.
  private String run(String script) throws Exception {
    List<String> command =
        Stream.of("timeout", "-s", "KILL", "30", "sh", "-c", script, folder.toString()).toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes()).trim();
  }
}
