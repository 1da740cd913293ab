package dev.byway.it.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// showmount and rpcinfo, which know only the host, in a network of their own where port 111 is
/// free.
class PortmapTest {
  private static final String SCRIPT =
      """
      set -eu
      ip link set lo up
      mount -t tmpfs tmpfs /run
      mkdir -p /run/rpcbind
      if [ "$1" = --register ]; then rpcbind -w; fi
      mkdir "$2/data"
      "$3" -cp "$4" --enable-native-access=ALL-UNNAMED dev.byway.cli.Main serve \
        "$2/data:name=/data" --listen 127.0.0.1:20049 --state "$2/state" "$1" > "$2/out" 2> "$2/err" &
      server=$!
      for i in $(seq 300); do
        grep -q '^serving' "$2/out" && break
        kill -0 $server || { cat "$2/err"; exit 1; }
        sleep 0.1
      done
      rpcinfo -p 127.0.0.1
      rpcinfo -t 127.0.0.1 nfs 3
      rpcinfo -u 127.0.0.1 mountd 1
      showmount -e 127.0.0.1
      kill $server
      wait $server
      if [ "$1" = --register ]; then echo AFTER; rpcinfo -p 127.0.0.1; fi
      """;

  @TempDir Path folder;

  @BeforeEach
  void needsToolsAndRoot() {
    Command.assume("rpcinfo", "rpcbind");
    Command.assume("showmount", "nfs-common");
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "needs root for a network of its own");
  }

  @Test
  void ourPortmapperAnswersForTheServer() throws Exception {
    String output = run("--portmap");
    assertThat(output)
        .containsPattern("100003 +3 +tcp +20049")
        .containsPattern("100005 +1 +udp +20049")
        .contains("program 100003 version 3 ready and waiting")
        .contains("program 100005 version 1 ready and waiting")
        .containsPattern("/data +\\*|/data +\\(everyone\\)");
  }

  @Test
  void rpcbindKnowsTheServerWhileItRuns() throws Exception {
    String output = run("--register");
    String during = output.substring(0, output.indexOf("AFTER"));
    assertThat(during)
        .containsPattern("100003 +3 +tcp +20049")
        .contains("program 100003 version 3 ready and waiting")
        .contains("/data");
    assertThat(output.substring(output.indexOf("AFTER"))).doesNotContain("20049");
  }

  private String run(String how) throws Exception {
    Path script = Files.writeString(folder.resolve("script"), SCRIPT);
    return Command.run(
            List.of(
                "unshare",
                "--net",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "sh",
                script.toString(),
                how,
                folder.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                System.getProperty("java.class.path")),
            Path.of("/dev/null"))
        .ok();
  }
}
