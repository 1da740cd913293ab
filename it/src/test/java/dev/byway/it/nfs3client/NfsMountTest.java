package dev.byway.it.nfs3client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.client.NfsExports;
import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.client.nfs3.Nfs3File;
import dev.byway.client.nfs3.Nfs3Vfs;
import dev.byway.server.mount3.MountList;
import dev.byway.vfs.Caller;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.PathText;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.vfs.testkit.Place;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NfsMountTest {
  private static final Caller ROOT = Caller.ROOT;
  private static final int BIG = (5 << 20) + 4321;

  private Loopback loopback;

  @BeforeEach
  void serve() throws Exception {
    loopback = Loopback.serve(new MemoryVfs());
  }

  @AfterEach
  void stop() {
    loopback.close();
  }

  private NfsUrl url(String path, Map<String, String> options) {
    NfsUrl url = loopback.url();
    return new NfsUrl(url.user(), url.host(), url.port(), path, options);
  }

  private static Nfs3File create(Vfs room, String name) throws ErrnoException {
    var how = new CreateHow.Guarded(SetAttributes.ofMode(0644));
    OpenFile file = room.create(ROOT, room.root(), Name.of(name), how, OpenHow.READ_WRITE).file();
    return (Nfs3File) Objects.requireNonNull(file);
  }

  private static ByteBuffer random(int size, boolean direct) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    ByteBuffer buffer = direct ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
    return buffer.put(bytes).flip();
  }

  private static void assertFails(ThrowingCallable call, Errno errno) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }

  @Test
  void theLastCloseOfARemovedFileChangesItsDirectoryHereToo() throws Exception {
    try (Vfs cached = loopback.mountCached();
        Vfs bare = loopback.mount()) {
      Place place = new Place(cached, ROOT, cached.root()).inNew("d");
      try (OpenFile file = place.openNew("f")) {
        place.unlink("f");
        assertThat(place.stat(file.node()).isRegular()).isTrue();
        place.stat(); // now the cache knows the directory with the hidden name in it
      }
      Place there = new Place(bare, ROOT, bare.root());
      assertThat(place.stat().ctime()).isEqualTo(there.in(there.find("d")).stat().ctime());
    }
  }

  @Test
  void theServerListsAMountUntilItIsClosed() throws Exception {
    try (Vfs room = loopback.mount()) {
      assertThat(room.getattr(ROOT, room.root()).isDirectory()).isTrue();
      assertThat(loopback.server().status().mounts())
          .containsExactly(new MountList.Mount("127.0.0.1", "/room"));
    }
    assertThat(loopback.server().status().mounts()).isEmpty();
  }

  @Test
  @Timeout(30)
  void aMountWhoseServerIsGoneIsClosedAllTheSame() throws Exception {
    Vfs room = loopback.mount();
    loopback.close();
    room.close();
    assertThatThrownBy(() -> room.getattr(ROOT, room.root())).isInstanceOf(ErrnoException.class);
  }

  @Test
  void largeReadsAndWritesAreCutToWhatTheServerTakes() throws Exception {
    Map<String, String> small = Map.of("rsize", "4096", "wsize", "5000", "nconnect", "3");
    for (Map<String, String> options : List.of(small, Map.<String, String>of())) {
      for (boolean direct : new boolean[] {true, false}) {
        try (Nfs3Vfs room = NfsMount.openWire(url("/room", options));
            Nfs3File file = create(room, "f" + options.size() + direct)) {
          ByteBuffer data = random(BIG, direct);
          assertThat(file.write(ROOT, data, 77, Stability.UNSTABLE).count()).isEqualTo(BIG);
          assertThat(data.hasRemaining()).isFalse();
          long verifier = file.commit(ROOT, 0, 0);
          assertThat(file.commit(ROOT, 0, 0)).isEqualTo(verifier);
          ByteBuffer back = random(BIG + 1000, direct).clear();
          assertThat(file.read(ROOT, back, 77)).isEqualTo(BIG);
          assertThat(back.flip()).isEqualTo(data.flip());
          assertThat(file.read(ROOT, back.clear(), BIG + 77)).isZero();
        }
      }
    }
  }

  /// Whoever waits for a reply reads the others' too.
  @Test
  @Timeout(30)
  void buffersOfOneThreadsArenaAreFilledWhoeverReads() throws Exception {
    try (Nfs3Vfs room = NfsMount.openWire(loopback.url());
        Nfs3File file = create(room, "f")) {
      ByteBuffer data = random(10_000, true);
      file.write(ROOT, data, 0, Stability.UNSTABLE);
      AtomicBoolean stopped = new AtomicBoolean();
      Thread other = Thread.ofPlatform().start(() -> readOn(file, stopped));
      try (Arena arena = Arena.ofConfined()) {
        ByteBuffer own = arena.allocate(10_000).asByteBuffer();
        for (int i = 0; i < 500; i++) {
          assertThat(file.read(ROOT, own.clear(), 0)).isEqualTo(10_000);
          assertThat(own.flip()).isEqualTo(data.rewind());
          assertThat(file.write(ROOT, own, 0, Stability.UNSTABLE).count()).isEqualTo(10_000);
        }
      } finally {
        stopped.set(true);
        other.join();
      }
    }
  }

  private static void readOn(OpenFile file, AtomicBoolean stopped) {
    try {
      while (!stopped.get()) {
        file.read(ROOT, ByteBuffer.allocate(10_000), 0);
      }
    } catch (ErrnoException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void readsAndWritesOverlap() throws Exception {
    int pieces = 64;
    int size = 10_000;
    try (Nfs3Vfs room = NfsMount.openWire(loopback.url());
        Nfs3File file = create(room, "f")) {
      List<Nfs3File.PendingWrite> writes = new ArrayList<>();
      for (int i = 0; i < pieces; i++) {
        ByteBuffer data = random(size + i, true).limit(size);
        writes.add(file.writeAsync(ROOT, data, (long) i * size, Stability.FILE_SYNC));
      }
      for (Nfs3File.PendingWrite write : writes) {
        assertThat(write.await().count()).isEqualTo(size);
      }
      Nfs3File.PendingWrite unstable =
          file.writeAsync(ROOT, random(size, true), 0, Stability.UNSTABLE);
      Nfs3File.PendingCommit commit = file.commitAsync(ROOT, 0, 0);
      assertThat(commit.await()).isEqualTo(unstable.await().verifier());
      assertThat(commit.isDone()).isTrue();
      List<ByteBuffer> buffers = new ArrayList<>();
      List<Nfs3File.PendingRead> reads = new ArrayList<>();
      for (int i = 0; i < pieces; i++) {
        ByteBuffer dst = ByteBuffer.allocateDirect(size);
        buffers.add(dst);
        reads.add(file.readAsync(ROOT, dst, (long) i * size));
      }
      for (int i = pieces - 1; i >= 0; i--) {
        assertThat(reads.get(i).await()).isEqualTo(size);
        assertThat(buffers.get(i).flip()).isEqualTo(random(size + i, true).limit(size));
      }
    }
  }

  @Test
  void directoriesBelowAnExportCanBeMounted() throws Exception {
    try (Vfs room = NfsMount.open(loopback.url())) {
      Node sub =
          room.mkdir(ROOT, room.root(), Name.of("sub"), SetAttributes.ofMode(0755)).entry().node();
      room.mkdir(ROOT, sub, Name.of("deep"), SetAttributes.ofMode(0755));
      create(room, "file").close();
    }
    try (Vfs room = NfsMount.open(url("/room/sub", Map.of("localio", "off", "cache", "off")))) {
      assertThat(room.lookup(ROOT, room.root(), Name.of("deep")).attributes().isDirectory())
          .isTrue();
      assertThat(room.lookup(ROOT, room.root(), Name.DOT_DOT).node()).isEqualTo(room.root());
    }
    NfsMount.Mounted above = NfsMount.openAbove(url("/room/file", Map.of()));
    try (Vfs room = above.room()) {
      assertThat(above.below()).containsExactly(Name.of("file"));
      assertThat(room.lookup(ROOT, room.root(), Name.of("file")).attributes().isRegular()).isTrue();
    }
    assertFails(() -> NfsMount.open(url("/nothing", Map.of())), Errno.ENOENT);
    assertFails(() -> NfsMount.openAbove(url("/nothing/x", Map.of())), Errno.ENOENT);
  }

  @Test
  void namesThatAreNoTextCanBeMounted() throws Exception {
    Name latin = Name.of(new byte[] {'k', (byte) 0xfc, 'h', 'l'});
    try (Vfs room = NfsMount.open(loopback.url())) {
      Node sub = room.mkdir(ROOT, room.root(), latin, SetAttributes.ofMode(0755)).entry().node();
      room.mkdir(ROOT, sub, Name.of("deep"), SetAttributes.ofMode(0755));
    }
    NfsUrl url = NfsUrl.parse(url("/room", Map.of()) + "/k%fchl?localio=off");
    try (Vfs room = NfsMount.open(url)) {
      assertThat(room.lookup(ROOT, room.root(), Name.of("deep")).attributes().isDirectory())
          .isTrue();
    }
    NfsMount.Mounted above =
        NfsMount.openAbove(url.withPath("/room/" + PathText.of(new byte[] {-1})));
    above.room().close();
    assertThat(above.below()).containsExactly(Name.of(new byte[] {-1}));
  }

  @Test
  void exportsAreListed() throws Exception {
    assertThat(NfsExports.list("127.0.0.1", loopback.url().port()))
        .extracting(NfsExports.Export::path)
        .containsExactly("/room");
  }

  @Test
  void urlSaysWhoCalls() throws Exception {
    try (Vfs room = NfsMount.open(loopback.url())) {
      room.setattr(ROOT, room.root(), SetAttributes.ofMode(0777), null, false);
    }
    try (Vfs room = NfsMount.openWire(url("/room", Map.of("uid", "1234", "gid", "567")));
        OpenFile file = create(room, "mine")) {
      assertThat(file.getattr(ROOT).uid()).isEqualTo(1234);
      assertThat(file.getattr(ROOT).gid()).isEqualTo(567);
    }
  }

  @Test
  void readOnlyMountsChangeNothing() throws Exception {
    try (Vfs room = NfsMount.open(loopback.url())) {
      create(room, "f").close();
    }
    try (Vfs room = NfsMount.openWire(url("/room", Map.of("readonly", "on")))) {
      Node node = room.lookup(ROOT, room.root(), Name.of("f")).node();
      assertFails(() -> room.open(ROOT, node, OpenHow.WRITE), Errno.EROFS);
      assertFails(() -> create(room, "g"), Errno.EROFS);
      assertFails(() -> room.unlink(ROOT, room.root(), Name.of("f")), Errno.EROFS);
      room.open(ROOT, node, OpenHow.READ).close();
    }
  }

  @Test
  void nodesOfAnotherMountAreStrangers() throws Exception {
    try (Vfs one = NfsMount.openWire(loopback.url());
        Vfs two = NfsMount.openWire(loopback.url())) {
      create(one, "f").close();
      assertFails(() -> one.getattr(ROOT, two.root()), Errno.ESTALE);
      assertFails(
          () -> one.rename(ROOT, one.root(), Name.of("f"), two.root(), Name.of("g")), Errno.EXDEV);
      assertThat(one.root()).isNotEqualTo(two.root());
      assertThat(one.resolve(ROOT, two.root().handle())).isEqualTo(one.root());
    }
  }

  @Test
  void lastCloseRemovesTheSillyName() throws Exception {
    try (Vfs room = NfsMount.openWire(loopback.url())) {
      try (OpenFile file = create(room, "f");
          OpenFile again = room.open(ROOT, file.node(), OpenHow.READ)) {
        file.write(ROOT, random(100, true), 0, Stability.FILE_SYNC);
        room.unlink(ROOT, room.root(), Name.of("f"));
        assertThat(names(room)).hasSize(1).allMatch(name -> name.startsWith(".nfs"));
        file.close();
        assertThat(again.read(ROOT, ByteBuffer.allocate(200), 0)).isEqualTo(100);
      }
      assertThat(names(room)).isEmpty();
      try (OpenFile victim = create(room, "victim")) {
        create(room, "new").close();
        room.rename(ROOT, room.root(), Name.of("new"), room.root(), Name.of("victim"));
        assertThat(names(room)).hasSize(2).contains("victim");
        assertThat(victim.getattr(ROOT).nlink()).isZero();
      }
      assertThat(names(room)).containsExactly("victim");
    }
  }

  private static List<String> names(Vfs room) throws ErrnoException {
    List<String> names = new ArrayList<>();
    room.readdir(
        ROOT,
        room.root(),
        0,
        false,
        (name, fileid, cookie, entry) -> {
          if (!name.isSpecial()) {
            names.add(name.toString());
          }
          return true;
        });
    return names;
  }
}
