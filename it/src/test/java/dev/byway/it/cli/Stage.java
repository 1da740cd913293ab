package dev.byway.it.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byway.cli.Main;
import dev.byway.it.localio.Child;
import dev.byway.it.localio.Privilege;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// Namespaces of our own for shell scripts that mount: no mount and no process outlives its script.
/// There `/run` is empty, `/dev/fuse` is open to all as it is on every desktop, the network is a
/// loopback device, and `byway` is this build.
final class Stage {
  private static final int SECONDS = 100;

  private static final String PRELUDE =
      """
      set -u
      mount -t tmpfs -o mode=755 tmpfs /run
      mknod -m 666 /run/fuse c 10 229 && mount --bind /run/fuse /dev/fuse || exit 99
      ip link set lo up
      cd "$STAGE"
      nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all "$@"; }
      serve() { # the directory data as /data, and waits until it is served
        byway serve "$STAGE/data:name=/data,no_root_squash" --portmap --state "$STAGE/state" \
          --listen 127.0.0.1:2049 >serve.out 2>serve.err &
        server=$!
        for i in $(seq 300); do grep -q serving serve.out && return; sleep 0.1; done
        cat serve.err
      }
      pid() { byway mounts --json | grep -o '"pid":[0-9]*' | cut -d: -f2; }
      gone() { # waits until the process is
        for i in $(seq 300); do [ -d "/proc/$1" ] || return 0; sleep 0.1; done
        echo "process $1 is still there"
      }
      """;

  private final Path folder;

  /// @param folder empty
  /// @param shared where this build is put for all users, once for several stages
  Stage(Path folder, Path shared) throws Exception {
    Privilege.assumeRoot();
    Privilege.assumeWorks(List.of("unshare", "-mpnf", "--mount-proc"));
    assumeTrue(Files.exists(Path.of("/dev/fuse")), "needs /dev/fuse");
    this.folder = folder;
    var all = PosixFilePermissions.fromString("rwxr-xr-x");
    Files.setPosixFilePermissions(folder, all);
    Files.setPosixFilePermissions(shared, all);
    for (String name : List.of("bin", "data", "p")) {
      Files.createDirectory(folder.resolve(name));
    }
    Path byway = folder.resolve("bin/byway");
    Files.writeString(
        byway,
        "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xmx200m \\\n"
                .formatted(Path.of(System.getProperty("java.home"), "bin", "java"))
            + "  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \\\n"
            + "  -cp '%s' %s \"$@\"%n"
                .formatted(Child.publishClasses(shared.resolve("classes")), Main.class.getName()));
    Files.setPosixFilePermissions(byway, all);
  }

  Path resolve(String name) {
    return folder.resolve(name);
  }

  /// Needs a program besides.
  Stage with(String program) {
    boolean there =
        List.of(System.getenv("PATH").split(":")).stream()
            .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    assumeTrue(there, "needs " + program);
    return this;
  }

  /// Runs a script in its folder `$STAGE`, with the empty folder `p` and the folder `data`.
  ///
  /// @return all that it and its programs said
  String run(String script) throws IOException {
    Path out = folder.resolve("said");
    ProcessBuilder builder =
        new ProcessBuilder("timeout", "-s", "KILL", Integer.toString(SECONDS))
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.command().addAll(List.of("unshare", "-mpnf", "--mount-proc", "--kill-child"));
    builder.command().addAll(List.of("sh", "-c", PRELUDE + script));
    builder.environment().put("STAGE", folder.toString());
    builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    builder.environment().remove("XDG_RUNTIME_DIR");
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      int exit = process.waitFor();
      String said = new String(Files.readAllBytes(out), StandardCharsets.UTF_8);
      assumeTrue(exit != 99, "needs mknod: " + said);
      return said;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IOException(e);
    }
  }
}
