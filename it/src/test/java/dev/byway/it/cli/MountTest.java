package dev.byway.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `byway mount`, `umount` and `mounts`, as people and mount(8) use them.
@Timeout(150)
class MountTest {
  @TempDir static Path shared;
  @TempDir Path temp;
  private Stage stage;

  @BeforeEach
  void setUp() throws Exception {
    stage = new Stage(temp, shared);
  }

  @Test
  void whatIsMountedCanBeUsedWhenTheCommandReturnsAndIsGoneAfterUmount() throws Exception {
    Files.writeString(stage.resolve("data/file"), "hello");
    String said =
        stage.run(
            """
            serve
            byway mount nfs://127.0.0.1/data p -o actimeo=1,cachesize=8; echo "mount $?"
            cat p/file; echo; echo written >p/new; cat data/new
            grep -c "fuse.byway rw,nosuid,nodev" /proc/mounts
            pid=$(pid); echo "session $(cut -d' ' -f6 /proc/$pid/stat) of $pid"
            byway mounts; byway mounts --json
            byway status --pid=$pid
            byway umount p; echo "umount $?"
            grep -c fuse.byway /proc/mounts; gone $pid
            byway umount p; echo "again $?"
            byway mount memory: p; echo data >p/f; cat p/f; byway umount p
            byway mount data p; cat p/file; byway umount p
            """);
    assertThat(said)
        .containsSubsequence(
            "mount 0\n",
            "hello\nwritten\n1\nsession ",
            stage.resolve("p") + "  nfs://127.0.0.1/data  process ",
            "nosuid,nodev,relatime; actimeo=1,cachesize=8\n",
            "nfs://127.0.0.1/data  byway: ",
            "cache: 8.0M",
            "client ",
            ": byway mount nfs://127.0.0.1/data " + stage.resolve("p"),
            "umount 0\n0\n",
            "p is no mount of Byway",
            "again 1\n",
            "data\n",
            "hello");
    assertThat(said).containsPattern("session (\\d+) of \\1\n").doesNotContain("still there");
    String line = said.lines().filter(each -> each.startsWith("[{")).findFirst().orElseThrow();
    JsonObject json = JsonParser.parseString(line).getAsJsonArray().get(0).getAsJsonObject();
    assertThat(json.get("point").getAsString()).isEqualTo(stage.resolve("p").toString());
    assertThat(json.get("source").getAsString()).isEqualTo("nfs://127.0.0.1/data");
    assertThat(json.get("dead").getAsBoolean()).isFalse();
    JsonObject room = json.getAsJsonObject("room");
    assertThat(room.get("road").getAsString()).isEqualTo("byway");
    JsonObject options = room.getAsJsonObject("cache").getAsJsonObject("options");
    assertThat(options.get("cachesize").getAsLong()).isEqualTo(8 << 20);
    assertThat(options.get("acregmax").getAsInt()).isEqualTo(1);
  }

  @Test
  void optionsOfTheMountHold() throws Exception {
    Files.writeString(stage.resolve("data/file"), "hello");
    String said =
        stage.run(
            """
            serve
            byway mount 127.0.0.1:/data p -o ro,noexec,noatime,vers=3,localio=off,nolock
            touch p/new; grep fuse.byway /proc/mounts; byway umount p
            byway mount data p -o uid=4321,gid=99,umask=027,noallow_other
            stat -c '%u:%g %a' p/file; nobody cat p/file; byway umount p
            byway mount data p -o bogus=1; echo "bogus $?"
            byway mount nfs://127.0.0.1/data p -o bogus=1; echo "bogus $?"
            byway mount nfs://127.0.0.1/other p; echo "other $?"
            byway mount data none; echo "none $?"
            byway mounts
            """);
    assertThat(said)
        .containsSubsequence(
            "touch: cannot touch 'p/new': Read-only file system",
            "127.0.0.1:/data " + stage.resolve("p") + " fuse.byway ro,nosuid,nodev,noexec,noatime",
            "default_permissions,allow_other",
            "4321:99 640\n",
            "cat: p/file: Permission denied",
            "option 'bogus'",
            "bogus 2\n",
            "unknown option 'bogus'",
            "bogus 2\n",
            "/other: No such file or directory",
            "other 1\n",
            "none: No such file or directory",
            "none 1\n");
    assertThat(said).endsWith("none 1\n");
  }

  @Test
  void aPlainUserMountsByFusermount() throws Exception {
    String said =
        stage
            .with("fusermount3")
            .run(
                """
                chown 65534:65534 p
                nobody byway mount memory: p; echo "mount $?"
                nobody sh -c 'echo mine >p/file; cat p/file; stat -c %u p/file'
                cat p/file
                grep fuse.byway /proc/mounts
                nobody byway mounts; byway mounts
                nobody byway umount p; echo "umount $?"
                nobody byway mount memory: p -o allow_other; echo "mount $?"
                nobody byway mount memory: data; echo "mount $?"
                """);
    assertThat(said)
        .containsSubsequence(
            "mount 0\nmine\n65534\n",
            "cat: p/file: Permission denied\n",
            "user_id=65534,group_id=65534 0 0\n",
            "p  memory:  process ",
            "p  memory:  process ",
            "umount 0\n",
            "user_allow_other",
            "mount 1\n",
            "mount 1\n");
  }

  @Test
  void insideAUserNamespaceNothingElseIsNeeded() throws Exception {
    String said =
        stage.run(
            """
            mkdir -m 777 mine runtime
            nobody unshare -Urm sh -c '
              export XDG_RUNTIME_DIR=$STAGE/runtime
              mount -t tmpfs tmpfs /run
              byway mount memory: mine && echo inside >mine/file && cat mine/file
              byway mounts; byway umount mine; echo "umount $?"'
            """);
    assertThat(said).containsSubsequence("inside\n", "mine  memory:  process ", "umount 0\n");
  }

  @Test
  void fstabAndMountFindTheHelper() throws Exception {
    Files.writeString(stage.resolve("data/file"), "hello\n");
    String said =
        stage.run(
            """
            serve
            mount -t tmpfs tmpfs /usr/sbin
            ln -s "$HELPER" /usr/sbin/mount.byway; export BYWAY=$STAGE/bin/byway
            echo "nfs://127.0.0.1/data $STAGE/p byway ro,nofail,_netdev,x-a.b=c,actimeo=5 0 0" >fstab
            mount -T fstab "$STAGE/p"; echo "mount $?"
            cat p/file; grep fuse.byway /proc/mounts
            mount -a -T fstab; echo "all $?"; grep -c fuse.byway /proc/mounts
            umount p; echo "umount $?"
            mount -t byway memory: p -o noexec; echo "mount $?"; umount p
            mount -t byway nfs://127.0.0.1:1/data p -o retry=0; echo "mount $?"
            """
                .replace("$HELPER", Path.of("../mount.byway").toRealPath().toString()));
    assertThat(said)
        .containsSubsequence(
            "mount 0\nhello\n",
            "nfs://127.0.0.1/data " + stage.resolve("p") + " fuse.byway ro,nosuid,nodev",
            "all 0\n1\numount 0\nmount 0\n",
            "Connection refused",
            "mount 32\n");
  }

  @Test
  void umountSaysWhoUsesIt() throws Exception {
    String said =
        stage.run(
            """
            byway mount memory: p; echo x >p/file
            (cd p; exec sleep 60) & in=$!
            sleep 60 <p/file & open=$!
            until [ "$(readlink /proc/$in/cwd)" = "$STAGE/p" ]; do :; done
            until [ "$(readlink /proc/$open/fd/0)" = "$STAGE/p/file" ]; do :; done
            byway umount p; echo "umount $? of $in and $open"
            byway umount -l p; echo "lazy $?"; grep -c fuse.byway /proc/mounts
            """);
    assertThat(said)
        .containsPattern(
            "p is in use\n  process (\\d+) \\(sleep\\) has its working directory there\n"
                + "  process (\\d+) \\(sleep\\) has open files there\n"
                + "`byway umount -l` takes it away later\n"
                + "umount 1 of \\1 and \\2\n"
                + "lazy 0\n0\n");
  }

  @Test
  void aKilledMountFailsAtOnceAndCanBeMountedAgain() throws Exception {
    String said =
        stage.run(
            """
            byway mount data p; pid=$(pid)
            exec 5<p; kill -KILL $pid; gone $pid
            timeout 5 ls p; echo "ls $?"; timeout 5 stat -f p; echo "stat $?"
            byway mounts
            byway mount data p; echo "mount $?"; echo again >p/file; cat data/file
            grep -c fuse.byway /proc/mounts
            kill -KILL $(pid); byway umount p; echo "umount $?"; grep -c fuse.byway /proc/mounts
            """);
    assertThat(said)
        .containsSubsequence(
            "Transport endpoint is not connected",
            "ls 2\n",
            "Transport endpoint is not connected",
            "stat 1\n",
            "dead: its process is gone",
            "mount 0\nagain\n1\n",
            "umount 0\n0\n");
  }

  @Test
  void sigtermTakesTheMountAwayAndKeepsEveryByte() throws Exception {
    byte[] content = new byte[20_000_001];
    new Random(1).nextBytes(content);
    Files.write(stage.resolve("content"), content);
    String said =
        stage.run(
            """
            serve
            byway mount nfs://127.0.0.1/data p -o localio=off; pid=$(pid)
            cp content p/copy; (exec 6>p/open; cat content >&6; kill -TERM $pid; gone $pid)
            grep -c fuse.byway /proc/mounts
            cmp content data/copy && cmp content data/open && echo same
            env --default-signal=INT byway mount -f memory: p >front.out & front=$!
            for i in $(seq 300); do grep -q mounted front.out && break; sleep 0.1; done
            cat front.out; kill -INT $front; wait $front; echo "front $?"; grep -c fuse.byway /proc/mounts
            """);
    assertThat(said).contains("0\nsame\n", "mounted memory: on " + stage.resolve("p"), "front 0\n");
    assertThat(said).endsWith("0\n").doesNotContain("still there");
  }

  @Test
  void umountByForceFreesWhoWaitsForADeadServer() throws Exception {
    Files.writeString(stage.resolve("data/file"), "hello\n");
    Files.writeString(stage.resolve("data/other"), "hello\n");
    String said =
        stage.run(
            """
            serve
            byway mount nfs://127.0.0.1/data p -o localio=off,noac; pid=$(pid)
            cat p/file; exec 7<p/file 8>p/unsent; echo lost >&8
            kill -KILL $server; wait $server 2>/dev/null
            cat p/other 2>cat.err & cat=$!
            (exec 8>&-; echo data >p/new) 2>sh.err & writer=$!
            for each in $cat $writer; do # until the kernel has it wait for its answer
              for i in $(seq 100); do grep -qE 'fuse|request_wait' /proc/$each/wchan && break; sleep 0.1; done
            done
            timeout 40 byway umount -f p; echo "umount $?"
            wait $cat; echo "cat $?"; wait $writer; echo "writer $?"; cat cat.err sh.err
            gone $pid; grep -c fuse.byway /proc/mounts; byway mounts
            serve; byway mount nfs://127.0.0.1/data p; cat p/other; byway umount p; echo "last $?"
            """);
    assertThat(said)
        .containsSubsequence("hello\n", "umount 0\n", "cat 1\n", "writer ", "0\nhello\nlast 0\n")
        .containsPattern("writer [12]\n")
        .doesNotContain("still there", "still sends");
    assertThat(said.split("abort|not connected", -1).length).as(said).isGreaterThan(2);
  }

  @Test
  void sigtermLosesNothingThatABusyWriterWasToldIsSafe() throws Exception {
    String said =
        stage.run(
            """
            serve
            byway mount nfs://127.0.0.1/data p -o localio=off; pid=$(pid)
            log=run/byway/log/mount-$(echo "$STAGE/p" | cut -c2- | tr -c 'A-Za-z0-9._\\n-' -).log
            head -c 1100000 /dev/zero >>/$log
            echo 0 >confirmed
            (exec 6>p/log; i=1000000
              while echo $i >&6 && sync /dev/fd/6; do echo $i >confirmed; i=$((i+1)); done) 2>w.err &
            writer=$!
            cat /dev/zero >p/bulk 2>bulk.err & bulk=$!
            (cd p; exec sleep 60) & sleeper=$!
            for i in $(seq 300); do [ "$(cat confirmed)" -gt 1000005 ] && break; sleep 0.1; done
            kill -TERM $pid; gone $pid; grep -c fuse.byway /proc/mounts
            wait $writer; wait $bulk; echo "bulk $?"
            last=$(cat confirmed); n=$((last-1000000+1)); [ $n -gt 5 ] && echo "some confirmed"
            seq 1000000 $last >expected; head -n $n data/log | cmp - expected && echo "all there"
            ls -l /$log | cut -d' ' -f5 | grep -c '^[0-9]\\{1,5\\}$'; grep -ac "while it is in use" /$log
            ls p | wc -l; byway mount memory: p && byway umount p; echo "again $?"
            """);
    assertThat(said)
        .endsWith("0\nbulk 1\nsome confirmed\nall there\n1\n1\n0\nagain 0\n")
        .doesNotContain("still there");
  }

  @Test
  void aServerThatIsNotThereIsWaitedForAndTheReasonTold() throws Exception {
    Files.writeString(stage.resolve("data/file"), "hello\n");
    String said =
        stage.run(
            """
            byway mount nfs://127.0.0.1:2049/data p -o retry=0; echo "mount $?"
            byway mount nfs://127.0.0.1:2049/data p 2>mount.err & mount=$!
            for i in $(seq 300); do grep -q again mount.err && break; sleep 0.1; done
            serve; wait $mount; echo "mount $?"; cat mount.err p/file
            byway umount p
            kill -STOP $server
            byway mount nfs://127.0.0.1:2049/data p 2>mount.err & mount=$!
            for i in $(seq 300); do grep -q answer mount.err && break; sleep 0.1; done
            kill -CONT $server; wait $mount; echo "mount $?"; cat mount.err p/file
            """);
    assertThat(said)
        .containsSubsequence(
            "Connection refused",
            "mount 1\nmount 0\n",
            "data: Connection refused; trying again for ",
            "hello\nmount 0\n",
            "data: no answer for ",
            "hello\n");
  }

  @Test
  void aMountThatIsGivenUpLeavesNothing() throws Exception {
    var all = PosixFilePermissions.fromString("rwxrwxrwx");
    Files.setPosixFilePermissions(stage.resolve("p"), all);
    String said =
        stage.run(
            """
            byway mount nfs://127.0.0.1:2049/data p 2>mount.err & mount=$!
            for i in $(seq 300); do grep -q again mount.err && break; sleep 0.1; done
            child=$(pgrep -f 'background-chil[d]'); kill -TERM $mount
            wait $mount; gone $child; grep -c fuse.byway /proc/mounts
            """);
    assertThat(said).endsWith("0\n").doesNotContain("still there");
  }
}
