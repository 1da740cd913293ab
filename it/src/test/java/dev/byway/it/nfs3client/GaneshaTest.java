package dev.byway.it.nfs3client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byway.linux.Credentials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The client against nfs-ganesha, in namespaces of its own so that no port is taken. Its part in
/// there is [GaneshaChild].
class GaneshaTest {
  private static final List<String> TOOLS =
      List.of(
          "/usr/bin/ganesha.nfsd",
          "/usr/sbin/rpcbind",
          "/usr/bin/dbus-daemon",
          "/usr/bin/unshare",
          "/usr/sbin/ip");

  /// `$1` is an empty folder on a disk; what follows is run when the server is up.
  private static final String SCRIPT =
      """
      set -e
      d=$1; shift
      ip link set lo up
      mount -t tmpfs tmpfs /run
      mkdir -p /run/dbus /run/rpcbind /run/ganesha /run/sendsigs.omit.d "$d/export"
      mount --bind "$d" /var/lib/nfs
      cat > "$d/conf" <<END
      NFS_CORE_PARAM { NFS_Protocols = 3; NFS_Port = 2049;
        MNT_Port = 20048; mount_path_pseudo = true; Enable_NLM = false; Enable_RQUOTA = false; }
      NFS_KRB5 { Active_krb5 = false; }
      EXPORT_DEFAULTS { Access_Type = RW; Squash = No_Root_Squash; SecType = sys;
        Protocols = 3; Transports = TCP; }
      EXPORT { Export_Id = 1; Path = $d/export; Pseudo = /export; FSAL { Name = VFS; } }
      END
      dbus-daemon --system --fork
      rpcbind -w
      ganesha.nfsd -F -f "$d/conf" -L "$d/ganesha.log" -p "$d/ganesha.pid" &
      for i in $(seq 300); do
        if (: < /dev/tcp/127.0.0.1/2049) 2>/dev/null; then exec "$@"; fi
        sleep 0.1
      done
      cat "$d/ganesha.log"
      exit 9
      """;

  @Test
  @Timeout(120)
  void everythingWorksWithGanesha(@TempDir Path folder) throws Exception {
    assumeTrue(Credentials.geteuid() == 0, "needs root, to make namespaces");
    for (String tool : TOOLS) {
      assumeTrue(Files.isExecutable(Path.of(tool)), "needs " + tool);
    }
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                "unshare",
                "--net",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "bash",
                "-c",
                SCRIPT,
                "bash",
                folder.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                GaneshaChild.class.getName(),
                "nfs://127.0.0.1/export")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(100, TimeUnit.SECONDS)).as("in time").isTrue();
      assertThat(Files.readString(log)).endsWith("all well\n");
    } finally {
      process.destroyForcibly();
    }
  }
}
