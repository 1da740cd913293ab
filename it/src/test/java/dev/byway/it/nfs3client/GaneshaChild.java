package dev.byway.it.nfs3client;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.client.NfsExports;
import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.client.cache.CachingVfs;
import dev.byway.client.localio.LocalioVfs;
import dev.byway.client.localio.RoadReport;
import dev.byway.client.nfs3.Nfs3File;
import dev.byway.vfs.Access;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Vfs;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/// A program that uses a room of a foreign server, and says `all well` at the end. Its argument is
/// the room's URL.
final class GaneshaChild {
  private static final Caller ROOT = Caller.ROOT;
  private static final int BIG = (9 << 20) + 123;

  private final Vfs room;

  private GaneshaChild(Vfs room) {
    this.room = room;
  }

  public static void main(String[] args) throws Exception {
    NfsUrl url = NfsUrl.parse(args[0]);
    check(NfsExports.list(url).stream().anyMatch(e -> e.path().equals(url.path())), "exports");
    try (Vfs room = NfsMount.openWire(url)) {
      GaneshaChild child = new GaneshaChild(room);
      child.data();
      child.names();
      child.permissions();
      child.pipeline();
    }
    try (Vfs room = NfsMount.open(url)) {
      new GaneshaChild(room).staysOnTheWire();
    }
    System.out.println("all well");
  }

  private static void check(boolean good, String what) {
    if (!good) {
      throw new AssertionError(what);
    }
  }

  private interface Failing {
    void run() throws ErrnoException;
  }

  private static void fails(Failing call, Errno errno) {
    try {
      call.run();
    } catch (ErrnoException e) {
      check(e.errno() == errno, errno + " expected, but " + e.errno());
      return;
    }
    throw new AssertionError(errno + " expected");
  }

  private OpenFile create(String name) throws ErrnoException {
    var how = new CreateHow.Guarded(SetAttributes.ofMode(0640));
    return Objects.requireNonNull(
        room.create(ROOT, room.root(), Name.of(name), how, OpenHow.READ_WRITE).file());
  }

  private static ByteBuffer random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return ByteBuffer.allocateDirect(size).put(bytes).flip();
  }

  private void data() throws ErrnoException {
    try (OpenFile file = create("data")) {
      ByteBuffer data = random(BIG);
      check(file.write(ROOT, data, 5, Stability.UNSTABLE).count() == BIG, "write");
      file.commit(ROOT, 0, 0);
      ByteBuffer back = ByteBuffer.allocateDirect(BIG + 10);
      check(file.read(ROOT, back, 5) == BIG, "read");
      check(back.flip().equals(data.flip()), "bytes");
      check(file.getattr(ROOT).size() == BIG + 5, "size");
      file.setattr(ROOT, SetAttributes.ofSize(100));
      check(file.read(ROOT, back.clear(), 0) == 100, "truncated");
      room.unlink(ROOT, room.root(), Name.of("data"));
      check(file.read(ROOT, back.clear(), 0) == 100, "unlinked");
      fails(() -> room.lookup(ROOT, room.root(), Name.of("data")), Errno.ENOENT);
    }
  }

  private void names() throws ErrnoException {
    Node dir =
        room.mkdir(ROOT, room.root(), Name.of("dir"), SetAttributes.ofMode(0755)).entry().node();
    int count = 2000;
    for (int i = 0; i < count; i++) {
      var how = new CreateHow.Unchecked(SetAttributes.ofMode(0644));
      check(room.create(ROOT, dir, Name.of("name" + i), how, null).fresh(), "fresh");
    }
    for (boolean plus : new boolean[] {false, true}) {
      Set<String> seen = new HashSet<>();
      boolean end =
          room.readdir(ROOT, dir, 0, plus, (name, id, cookie, entry) -> seen.add(name.toString()));
      check(end && seen.size() == count + 2, "listing of " + seen.size());
    }
    fails(() -> room.rmdir(ROOT, room.root(), Name.of("dir")), Errno.ENOTEMPTY);
    room.rename(ROOT, dir, Name.of("name0"), dir, Name.of("name1"));
    Node one = room.lookup(ROOT, dir, Name.of("name1")).node();
    room.link(ROOT, one, room.root(), Name.of("hard"));
    check(room.getattr(ROOT, one).nlink() == 2, "nlink");
    byte[] target = "dir/name1".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Node link =
        room.symlink(ROOT, room.root(), Name.of("soft"), target, SetAttributes.NONE).entry().node();
    check(java.util.Arrays.equals(room.readlink(ROOT, link), target), "readlink");
    check(room.lookup(ROOT, dir, Name.DOT_DOT).node().equals(room.root()), "parent");
    check(room.resolve(ROOT, one.handle()).equals(one), "resolve");
    check(room.statfs(ROOT, dir).totalBytes() > 0, "statfs");
  }

  private void permissions() throws ErrnoException {
    Caller other = Caller.of(1000, 1000, new int[] {7, 8}, "local");
    Node node = room.lookup(ROOT, room.root(), Name.of("hard")).node();
    room.setattr(ROOT, node, SetAttributes.ofMode(0640).withGid(8), null, false);
    check(room.access(other, node, Access.ALL) == Access.READ, "access by group");
    room.open(other, node, OpenHow.READ).close();
    fails(() -> room.open(other, node, OpenHow.WRITE), Errno.EACCES);
    Attributes now = room.getattr(ROOT, node);
    fails(
        () -> room.setattr(ROOT, node, SetAttributes.ofMode(0600), now.ctime() - 1, false),
        Errno.ECANCELED);
  }

  /// Many reads under way at once, each of other bytes.
  private void pipeline() throws ErrnoException {
    try (OpenFile file = create("pipeline")) {
      ByteBuffer data = random(1 << 20);
      file.write(ROOT, data, 0, Stability.FILE_SYNC);
      record Under(int offset, ByteBuffer dst, Nfs3File.PendingRead read) {}
      ArrayDeque<Under> under = new ArrayDeque<>();
      Random random = new Random(1);
      for (int i = 0; i < 5000; i++) {
        if (under.size() == 16) {
          Under done = under.remove();
          check(done.read.await() == 4096, "read at once");
          check(done.dst.flip().equals(data.slice(done.offset, 4096)), "bytes at once");
        }
        int offset = random.nextInt((1 << 20) - 4096);
        ByteBuffer dst = ByteBuffer.allocateDirect(4096);
        under.add(new Under(offset, dst, ((Nfs3File) file).readAsync(ROOT, dst, offset)));
      }
      for (Under each : under) {
        each.read.await();
      }
    }
  }

  private void staysOnTheWire() throws ErrnoException {
    Node node = room.lookup(ROOT, room.root(), Name.of("pipeline")).node();
    try (OpenFile file = room.open(ROOT, node, OpenHow.READ)) {
      ByteBuffer dst = ByteBuffer.allocateDirect(4096);
      check(file.read(ROOT, dst, 0) == 4096, "read on the wire");
      check(dst.flip().equals(random(1 << 20).slice(0, 4096)), "bytes on the wire");
      check(
          ((LocalioVfs) ((CachingVfs) room).below()).report().road().equals(RoadReport.WIRE),
          "road");
    }
  }
}
