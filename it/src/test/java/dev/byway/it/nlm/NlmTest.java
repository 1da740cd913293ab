package dev.byway.it.nlm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.base.Errno;
import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.client.nfs3.Nfs3Vfs;
import dev.byway.it.localio.Await;
import dev.byway.server.NfsServer;
import dev.byway.server.NfsServerBuilder;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.Squash;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Capabilities.Feature;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.local.LocalVfs;
import dev.byway.vfs.lock.ByteRange;
import dev.byway.vfs.lock.HeldLock;
import dev.byway.vfs.lock.LockClient;
import dev.byway.vfs.lock.LockKind;
import dev.byway.vfs.lock.LockOwner;
import dev.byway.vfs.lock.LockWaiter;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.vfs.testkit.Place;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Locks of NFSv3 clients, by NLM: among each other, beside the server's other doors, and when a
/// client or the server dies.
@Timeout(120)
class NlmTest {
  private static final Caller ROOT = Caller.ROOT;
  private static final LockKind READ = LockKind.READ;
  private static final LockKind WRITE = LockKind.WRITE;

  private final LockOwner me = new LockOwner(new LockClient("me"), new byte[] {1}, 1);
  private final LockOwner other = new LockOwner(new LockClient("other"), new byte[] {2}, 2);
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  @TempDir Path folder;

  private static NfsServerBuilder server(Vfs room) {
    ClientRule rule = ClientRule.DEFAULT.withSquash(Squash.NONE);
    return NfsServer.builder().export("/room", room, rule).localio(null);
  }

  private static Nfs3Vfs mount(NfsServer server) throws Exception {
    return NfsMount.openWire(url(server.address().getPort()));
  }

  private static NfsUrl url(int port) {
    return NfsUrl.parse("nfs://127.0.0.1:" + port + "/room?timeo=10");
  }

  private static OpenFile open(Vfs room) throws Exception {
    Node node = room.lookup(ROOT, room.root(), Place.name("f")).node();
    return room.open(ROOT, node, OpenHow.READ_WRITE);
  }

  private LockWaiter waiter() {
    return new LockWaiter() {
      @Override
      public void granted() {
        told.add("granted");
      }

      @Override
      public void failed(Errno errno) {
        told.add(errno.name());
      }
    };
  }

  @Test
  void twoClientsAndTheServersOtherDoorsKeepEachOtherOut() throws Exception {
    var room = new MemoryVfs();
    new Place(room, ROOT, room.root()).file("f", "hello");
    try (NfsServer server = server(room).start();
        Vfs one = mount(server);
        Vfs two = mount(server);
        OpenFile mine = open(one);
        OpenFile theirs = open(two);
        OpenFile inside = open(room)) {
      assertThat(one.capabilities().has(Feature.LOCKS)).isTrue();
      assertThat(mine.lock(ROOT, me, WRITE, new ByteRange(0, 9))).isNull();
      assertThat(theirs.lock(ROOT, me, READ, new ByteRange(5, 5))).isNotNull();
      assertThat(inside.lock(ROOT, me, READ, new ByteRange(5, 5))).isNotNull();
      HeldLock inTheWay = Objects.requireNonNull(theirs.testLock(ROOT, me, READ, ByteRange.ALL));
      assertThat(inTheWay.range()).isEqualTo(new ByteRange(0, 9));
      assertThat(inTheWay.owner().pid()).isEqualTo((int) ProcessHandle.current().pid());
      assertThat(theirs.lock(ROOT, me, WRITE, new ByteRange(10, 19))).isNull();
      assertThat(inside.lock(ROOT, me, READ, new ByteRange(20, Long.MAX_VALUE))).isNull();
      assertThat(mine.lock(ROOT, me, WRITE, new ByteRange(20, 20))).isNotNull();
      assertThat(mine.lock(ROOT, me, READ, new ByteRange(20, 20))).isNull();
      assertThat(theirs.awaitLock(ROOT, me, WRITE, new ByteRange(0, 19), waiter())).isNotNull();
      mine.unlock(ROOT, me, ByteRange.ALL);
      assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("granted");
      assertThat(inside.lock(ROOT, other, READ, new ByteRange(0, 0))).isNotNull();
    }
  }

  @Test
  void closingAMountGivesItsLocksUp() throws Exception {
    var room = new MemoryVfs();
    new Place(room, ROOT, room.root()).file("f", "hello");
    try (NfsServer server = server(room).start();
        OpenFile inside = open(room)) {
      try (Vfs one = mount(server);
          OpenFile mine = open(one)) {
        assertThat(mine.lock(ROOT, me, WRITE, ByteRange.ALL)).isNull();
        assertThat(inside.lock(ROOT, me, READ, ByteRange.ALL)).isNotNull();
      }
      assertThat(inside.lock(ROOT, me, WRITE, ByteRange.ALL)).isNull();
    }
  }

  @Test
  void theLocksOfAClientThatDiesGo() throws Exception {
    var room = new MemoryVfs();
    new Place(room, ROOT, room.root()).file("f", "hello");
    try (NfsServer server =
            server(room).locks(Duration.ofSeconds(1), Duration.ofMillis(200)).start();
        OpenFile inside = open(room)) {
      Nfs3Vfs one = mount(server);
      assertThat(open(one).lock(ROOT, me, WRITE, ByteRange.ALL)).isNull();
      assertThat(inside.awaitLock(ROOT, me, READ, ByteRange.ALL, waiter())).isNotNull();
      one.rpc().close(); // as if it was killed: it says nothing more
      assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("granted");
      one.close();
    }
  }

  @Test
  void locksOutliveTheServersRestart() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path state = folder.resolve("state");
    Files.writeString(data.resolve("f"), "hello");
    Duration grace = Duration.ofSeconds(6);
    NfsServer first = serve(data, state, 0, grace);
    int port = first.address().getPort();
    try (Vfs one = NfsMount.openWire(url(port));
        Vfs two = NfsMount.openWire(url(port));
        OpenFile mine = open(one);
        OpenFile theirs = open(two)) {
      assertThat(mine.lock(ROOT, me, WRITE, new ByteRange(0, 9))).isNull();
      first.close();
      try (NfsServer again = serve(data, state, port, grace)) {
        assertThat(again.address().getPort()).isEqualTo(port);
        CompletableFuture<Boolean> got =
            CompletableFuture.supplyAsync(
                () -> {
                  try {
                    return theirs.lock(ROOT, me, READ, new ByteRange(5, 5)) == null;
                  } catch (dev.byway.base.ErrnoException e) {
                    throw new IllegalStateException(e);
                  }
                });
        assertThat(got.get(60, TimeUnit.SECONDS)).as("it is still locked").isFalse();
        mine.unlock(ROOT, me, ByteRange.ALL);
        Await.until(() -> theirs.lock(ROOT, me, READ, new ByteRange(5, 5)) == null);
      }
    } finally {
      first.close();
    }
  }

  private static NfsServer serve(Path data, Path state, int port, Duration grace) throws Exception {
    Vfs room =
        LocalVfs.open(data, LocalVfs.Options.DEFAULT.withStateDirectory(state.resolve("room")));
    return server(room)
        .stateFolder(state.resolve("server"))
        .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .locks(grace, Duration.ofSeconds(30))
        .start();
  }

  @Test
  void aMountCanDoWithoutLocks() throws Exception {
    var room = new MemoryVfs();
    try (NfsServer server = server(room).start();
        Vfs mount = NfsMount.openWire(url(server.address().getPort()).with("nolock", "on"))) {
      assertThat(mount.capabilities().has(Feature.LOCKS)).isFalse();
    }
  }

  /// What is written under a lock is seen by who has it next, however fresh the cache's attributes
  /// are.
  @Test
  void cachesAreCoherentUnderLocks() throws Exception {
    var room = new MemoryVfs();
    new Place(room, ROOT, room.root()).file("f", "0");
    try (NfsServer server = server(room).start();
        Vfs one = cached(server);
        Vfs two = cached(server);
        OpenFile mine = open(one);
        OpenFile theirs = open(two)) {
      var here = new Place(one, ROOT, one.root());
      var there = new Place(two, ROOT, two.root());
      for (int turn = 0; turn < 20; turn++) {
        add(here, mine);
        add(there, theirs);
      }
      assertThat(here.content(mine.node())).isEqualTo("40");
    }
  }

  private void add(Place place, OpenFile file) throws Exception {
    if (file.awaitLock(ROOT, me, WRITE, ByteRange.ALL, waiter()) != null) {
      assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("granted");
    }
    int count = Integer.parseInt(place.content(file));
    place.write(file, 0, String.valueOf(count + 1));
    file.unlock(ROOT, me, ByteRange.ALL);
  }

  private static Vfs cached(NfsServer server) throws Exception {
    return NfsMount.open(
        url(server.address().getPort())
            .with("localio", "off")
            .with("actimeo", "600")
            .with("cachesize", "8"));
  }
}
