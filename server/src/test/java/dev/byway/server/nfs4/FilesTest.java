package dev.byway.server.nfs4;

import static dev.byway.server.nfs4.Nfs4Client.and;
import static dev.byway.server.nfs4.Nfs4Client.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.server.NfsServer;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.Squash;
import dev.byway.server.nfs4.Nfs4Client.Op;
import dev.byway.server.nfs4.Nfs4Client.Reply;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.wire.nfs4.Bitmap4;
import dev.byway.wire.nfs4.Close4;
import dev.byway.wire.nfs4.Copy4;
import dev.byway.wire.nfs4.Fattr4;
import dev.byway.wire.nfs4.FattrNumber;
import dev.byway.wire.nfs4.FreeStateid4;
import dev.byway.wire.nfs4.FsType4;
import dev.byway.wire.nfs4.Getattr4;
import dev.byway.wire.nfs4.Getxattr4;
import dev.byway.wire.nfs4.Listxattrs4;
import dev.byway.wire.nfs4.Lock4;
import dev.byway.wire.nfs4.LockType4;
import dev.byway.wire.nfs4.Locker4;
import dev.byway.wire.nfs4.Locku4;
import dev.byway.wire.nfs4.Lookup4;
import dev.byway.wire.nfs4.NfsOp4;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Open4;
import dev.byway.wire.nfs4.OpenDowngrade4;
import dev.byway.wire.nfs4.OpenHow4;
import dev.byway.wire.nfs4.Range4;
import dev.byway.wire.nfs4.Read4;
import dev.byway.wire.nfs4.ReadPlus4;
import dev.byway.wire.nfs4.Readdir4;
import dev.byway.wire.nfs4.Remove4;
import dev.byway.wire.nfs4.Seek4;
import dev.byway.wire.nfs4.Setattr4;
import dev.byway.wire.nfs4.Setxattr4;
import dev.byway.wire.nfs4.StableHow4;
import dev.byway.wire.nfs4.StateOwner4;
import dev.byway.wire.nfs4.Stateid4;
import dev.byway.wire.nfs4.Verify4;
import dev.byway.wire.nfs4.Write4;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What clients do with files: names, open files, data, locks.
class FilesTest {
  private NfsServer server;
  private Nfs4Client one;
  private Nfs4Client two;

  @BeforeEach
  void start() throws Exception {
    ClientRule rule = ClientRule.DEFAULT.withSquash(Squash.NONE);
    server =
        NfsServer.builder()
            .export("/data", new MemoryVfs(), rule)
            .export("/deep/er", new MemoryVfs(), rule)
            .start();
    one = Nfs4Client.begun(server.address(), "one");
    two = Nfs4Client.begun(server.address(), "two");
  }

  @AfterEach
  void stop() throws Exception {
    one.close();
    two.close();
    server.close();
  }

  private static Op read(Stateid4 stateid, long offset, int count) {
    return Op.of(NfsOp4.READ, new Read4.Args(stateid, offset, count)::encode);
  }

  private static Op write(Stateid4 stateid, long offset, String text) {
    ByteBuffer data = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    return Op.of(
        NfsOp4.WRITE, new Write4.Args(stateid, offset, StableHow4.FILE_SYNC4, data)::encode);
  }

  private static Op close(Stateid4 stateid) {
    return Op.of(NfsOp4.CLOSE, new Close4.Args(0, stateid)::encode);
  }

  private static String text(Reply reply) throws Exception {
    Read4.Ok ok = Read4.Ok.decode(reply.body(NfsOp4.READ), 1 << 20);
    return StandardCharsets.UTF_8.decode(ok.data()).toString();
  }

  private static Op lock(LockType4 type, long offset, long length, Locker4 locker) {
    return Op.of(NfsOp4.LOCK, new Lock4.Args(type, false, offset, length, locker)::encode);
  }

  private static Locker4 fresh(Nfs4Client client, Stateid4 open) {
    return new Locker4.New(0, open, 0, new StateOwner4(client.clientid, XdrString.of("l")));
  }

  @Test
  void dataIsReadBackByTheStateidAndWithoutOne() throws Exception {
    Stateid4 stateid = one.opened("o", Open4.BOTH, 0, "f");
    one.run(NfsStat4.NFS4_OK, and(path("data", "f"), write(stateid, 0, "hello")));
    assertThat(text(one.run(and(path("data", "f"), read(stateid, 1, 100))))).isEqualTo("ello");
    assertThat(text(two.run(and(path("data", "f"), read(Stateid4.ANONYMOUS, 0, 2)))))
        .isEqualTo("he");
    Reply plus =
        one.run(
            and(
                path("data", "f"),
                Op.of(NfsOp4.READ_PLUS, new Read4.Args(stateid, 0, 100)::encode)));
    XdrReader body = plus.body(NfsOp4.READ_PLUS);
    assertThat(body.bool()).isTrue();
    assertThat(body.int32()).isEqualTo(1);
    assertThat(body.int32()).isEqualTo(ReadPlus4.DATA);
    assertThat(body.int64()).isZero();
    assertThat(body.opaque(100)).asString().isEqualTo("hello");
  }

  @Test
  void aLargeReadBehindManyResultsComesWhole() throws Exception {
    Stateid4 stateid = one.opened("o", Open4.BOTH, 0, "f");
    String large = "x".repeat(900_000);
    one.run(NfsStat4.NFS4_OK, and(path("data", "f"), write(stateid, 0, large)));
    Op attributes = Op.of(NfsOp4.GETATTR, new Getattr4.Args(Bitmap4.of(1, 4))::encode);
    Reply reply =
        one.run(
            NfsStat4.NFS4_OK,
            and(path("data", "f"), read(stateid, 0, 1 << 20), attributes, Op.of(NfsOp4.GETFH)));
    assertThat(text(reply)).isEqualTo(large);
    assertThat(Fattr4.decode(reply.body(NfsOp4.GETATTR)).values().remaining()).isEqualTo(12);
    assertThat(reply.body(NfsOp4.GETFH).opaque(128)).isNotEmpty();
  }

  @Test
  void stateidsAreOfOneFileAndOneVersionAndGoWithClose() throws Exception {
    Stateid4 first = one.opened("o", Open4.READ, 0, "f");
    Stateid4 again = one.opened("o", Open4.WRITE, 0, "f");
    assertThat(again.seqid()).isEqualTo(first.seqid() + 1);
    assertThat(again.high()).isEqualTo(first.high());
    one.run(NfsStat4.NFS4ERR_OLD_STATEID, and(path("data", "f"), read(first, 0, 1)));
    one.opened("o", Open4.READ, 0, "g");
    one.run(NfsStat4.NFS4ERR_BAD_STATEID, and(path("data", "g"), read(again, 0, 1)));
    two.run(NfsStat4.NFS4ERR_BAD_STATEID, and(path("data", "f"), read(again, 0, 1)));
    one.run(NfsStat4.NFS4_OK, and(path("data", "f"), close(again)));
    one.run(NfsStat4.NFS4ERR_BAD_STATEID, and(path("data", "f"), close(again)));
  }

  @Test
  void currentStateidIsTheOneOfTheOperationBefore() throws Exception {
    Reply reply =
        one.run(
            NfsStat4.NFS4_OK,
            and(
                path("data"),
                one.open("o", Open4.BOTH, 0, new OpenHow4.Guarded(Fattr4.NONE), "f"),
                write(Stateid4.CURRENT, 0, "now"),
                read(Stateid4.CURRENT, 0, 10),
                close(Stateid4.CURRENT)));
    assertThat(reply.head().operations()).isEqualTo(7);
    one.run(NfsStat4.NFS4ERR_BAD_STATEID, and(path("data", "f"), read(Stateid4.CURRENT, 0, 1)));
  }

  @Test
  void openModesHold() throws Exception {
    Stateid4 reader = one.opened("o", Open4.READ, 0, "f");
    one.run(NfsStat4.NFS4ERR_OPENMODE, and(path("data", "f"), write(reader, 0, "x")));
    Stateid4 both = one.opened("o", Open4.BOTH, 0, "f");
    Op downgrade =
        Op.of(NfsOp4.OPEN_DOWNGRADE, new OpenDowngrade4.Args(both, 0, Open4.READ, 0)::encode);
    Reply reply = one.run(NfsStat4.NFS4_OK, and(path("data", "f"), downgrade));
    Stateid4 down = Stateid4.decode(reply.body(NfsOp4.OPEN_DOWNGRADE));
    one.run(NfsStat4.NFS4ERR_OPENMODE, and(path("data", "f"), write(down, 0, "x")));
    one.run(NfsStat4.NFS4_OK, and(path("data", "f"), read(down, 0, 1)));
  }

  @Test
  void denyModesKeepOthersOutUntilTheyAreClosed() throws Exception {
    Stateid4 mine = one.opened("o", Open4.READ, Open4.WRITE, "f");
    OpenHow4 plain = OpenHow4.NoCreate.NO_CREATE;
    two.run(
        NfsStat4.NFS4ERR_SHARE_DENIED,
        and(path("data"), two.open("o", Open4.WRITE, 0, plain, "f")));
    two.run(
        NfsStat4.NFS4ERR_SHARE_DENIED,
        and(path("data"), two.open("o", Open4.READ, Open4.READ, plain, "f")));
    two.run(NfsStat4.NFS4ERR_LOCKED, and(path("data", "f"), write(Stateid4.ANONYMOUS, 0, "x")));
    two.run(NfsStat4.NFS4_OK, and(path("data"), two.open("o", Open4.READ, 0, plain, "f")));
    one.run(NfsStat4.NFS4_OK, and(path("data", "f"), close(mine)));
    two.run(NfsStat4.NFS4_OK, and(path("data"), two.open("o", Open4.WRITE, 0, plain, "f")));
  }

  @Test
  void waysToCreate() throws Exception {
    OpenHow4 guarded = new OpenHow4.Guarded(Nfs4Client.mode(0600));
    one.run(NfsStat4.NFS4_OK, and(path("data"), one.open("o", Open4.BOTH, 0, guarded, "f")));
    one.run(NfsStat4.NFS4ERR_EXIST, and(path("data"), one.open("o", Open4.BOTH, 0, guarded, "f")));
    OpenHow4 exclusive = new OpenHow4.Exclusive1(77, Nfs4Client.mode(0640));
    Op open = one.open("o", Open4.BOTH, 0, exclusive, "x");
    Op mode = Op.of(NfsOp4.GETATTR, new Getattr4.Args(Bitmap4.of(FattrNumber.MODE))::encode);
    for (int i = 0; i < 2; i++) {
      Reply reply = one.run(NfsStat4.NFS4_OK, and(path("data"), open, mode));
      assertThat(Open4.Ok.decode(reply.body(NfsOp4.OPEN)).attrset().has(FattrNumber.TIME_ACCESS))
          .isTrue();
      assertThat(Fattr4.decode(reply.body(NfsOp4.GETATTR)).values().getInt(0)).isEqualTo(0640);
    }
    OpenHow4 other = new OpenHow4.Exclusive1(78, Nfs4Client.mode(0640));
    one.run(NfsStat4.NFS4ERR_EXIST, and(path("data"), one.open("o", Open4.BOTH, 0, other, "x")));
    one.run(
        NfsStat4.NFS4ERR_NOENT,
        and(path("data"), one.open("o", Open4.READ, 0, OpenHow4.NoCreate.NO_CREATE, "no")));
    one.run(
        NfsStat4.NFS4ERR_ISDIR,
        and(path("deep"), one.open("o", Open4.READ, 0, OpenHow4.NoCreate.NO_CREATE, "er")));
  }

  @Test
  void locksOfTwoClientsConflictAndGoWithClose() throws Exception {
    Stateid4 mine = one.opened("o", Open4.BOTH, 0, "f");
    Stateid4 theirs = two.opened("o", Open4.BOTH, 0, "f");
    Op whole = lock(LockType4.WRITE_LT, 0, Lock4.ALL, fresh(one, mine));
    Reply locked = one.run(NfsStat4.NFS4_OK, and(path("data", "f"), whole));
    Stateid4 locks = Stateid4.decode(locked.body(NfsOp4.LOCK));
    Op wanted = lock(LockType4.READ_LT, 5, 10, fresh(two, theirs));
    Reply denied = two.run(NfsStat4.NFS4ERR_DENIED, and(path("data", "f"), wanted));
    for (int i = 0; i < 3; i++) {
      denied.next(i == 0 ? NfsOp4.PUTROOTFH : NfsOp4.LOOKUP);
    }
    assertThat(denied.next(NfsOp4.LOCK)).isEqualTo(NfsStat4.NFS4ERR_DENIED);
    Lock4.Denied by = Lock4.Denied.decode(denied.results());
    assertThat(by.owner()).isEqualTo(new StateOwner4(one.clientid, XdrString.of("l")));
    assertThat(by.length()).isEqualTo(Lock4.ALL);

    Op unlock = Op.of(NfsOp4.LOCKU, new Locku4.Args(LockType4.WRITE_LT, 0, locks, 0, 8)::encode);
    Reply unlocked = one.run(NfsStat4.NFS4_OK, and(path("data", "f"), unlock));
    Stateid4 rest = Stateid4.decode(unlocked.body(NfsOp4.LOCKU));
    assertThat(rest.seqid()).isEqualTo(locks.seqid() + 1);
    two.run(
        NfsStat4.NFS4_OK,
        and(path("data", "f"), lock(LockType4.WRITE_LT, 0, 8, fresh(two, theirs))));
    two.run(NfsStat4.NFS4ERR_DENIED, and(path("data", "f"), wanted));
    Op free = Op.of(NfsOp4.FREE_STATEID, new FreeStateid4.Args(rest)::encode);
    one.run(NfsStat4.NFS4ERR_LOCKS_HELD, free);
    one.run(NfsStat4.NFS4_OK, and(path("data", "f"), close(mine)));
    two.run(NfsStat4.NFS4_OK, and(path("data", "f"), wanted));
    one.run(NfsStat4.NFS4ERR_BAD_STATEID, free);
  }

  @Test
  void rangesThatCannotBeAreRefused() throws Exception {
    Stateid4 mine = one.opened("o", Open4.BOTH, 0, "f");
    Op none = lock(LockType4.READ_LT, 0, 0, fresh(one, mine));
    one.run(NfsStat4.NFS4ERR_INVAL, and(path("data", "f"), none));
    Op beyond = lock(LockType4.READ_LT, -2, 7, fresh(one, mine));
    one.run(NfsStat4.NFS4ERR_INVAL, and(path("data", "f"), beyond));
  }

  @Test
  void exportsHangInThePseudoFileSystem() throws Exception {
    Reply listed = one.run(NfsStat4.NFS4_OK, and(path(), readdir(0, 4096)));
    Readdir4.Ok ok = Readdir4.Ok.decode(listed.body(NfsOp4.READDIR));
    assertThat(ok.entries())
        .extracting(each -> each.name().toString())
        .containsExactly("data", "deep");
    assertThat(ok.eof()).isTrue();
    one.run(
        NfsStat4.NFS4_OK, and(path("deep", "er"), Op.of(NfsOp4.LOOKUPP), Op.of(NfsOp4.LOOKUPP)));
    one.run(
        NfsStat4.NFS4ERR_NOENT, and(path("deep"), Op.of(NfsOp4.LOOKUPP), Op.of(NfsOp4.LOOKUPP)));
    one.run(
        NfsStat4.NFS4ERR_ROFS,
        and(path(), Op.of(NfsOp4.REMOVE, new Remove4.Args(XdrString.of("data"))::encode)));
    one.run(
        NfsStat4.NFS4ERR_BADNAME,
        and(path(), Op.of(NfsOp4.LOOKUP, new Lookup4.Args(XdrString.of(".."))::encode)));
    Bitmap4 fsid = Bitmap4.of(FattrNumber.FSID);
    Op attributes = Op.of(NfsOp4.GETATTR, new Getattr4.Args(fsid)::encode);
    Reply outer = one.run(NfsStat4.NFS4_OK, and(path("deep"), attributes));
    Reply inner = one.run(NfsStat4.NFS4_OK, and(path("deep", "er"), attributes));
    assertThat(Fattr4.decode(outer.body(NfsOp4.GETATTR)))
        .isNotEqualTo(Fattr4.decode(inner.body(NfsOp4.GETATTR)));
  }

  private static Op readdir(long cookie, int maxcount) {
    Bitmap4 asked = Bitmap4.of(FattrNumber.TYPE, FattrNumber.FILEHANDLE, FattrNumber.FILEID);
    return Op.of(NfsOp4.READDIR, new Readdir4.Args(cookie, 0, maxcount, maxcount, asked)::encode);
  }

  @Test
  void aDirectoryIsListedInParts() throws Exception {
    for (int i = 0; i < 100; i++) {
      one.opened("o", Open4.READ, 0, "f" + i);
    }
    Set<String> names = new HashSet<>();
    long cookie = 0;
    int parts = 0;
    boolean end = false;
    while (!end) {
      Reply reply = one.run(NfsStat4.NFS4_OK, and(path("data"), readdir(cookie, 2000)));
      Readdir4.Ok ok = Readdir4.Ok.decode(reply.body(NfsOp4.READDIR));
      for (Readdir4.Entry4 each : ok.entries()) {
        assertThat(names.add(each.name().toString())).isTrue();
        cookie = each.cookie();
      }
      end = ok.eof();
      parts++;
    }
    assertThat(names).hasSize(100);
    assertThat(parts).isGreaterThan(3);
    one.run(NfsStat4.NFS4ERR_TOOSMALL, and(path("data"), readdir(0, 30)));
    one.run(NfsStat4.NFS4ERR_BAD_COOKIE, and(path("data"), readdir(1, 2000)));
  }

  @Test
  void attributesAreSetAndCompared() throws Exception {
    one.opened("o", Open4.READ, 0, "f");
    Op mode =
        Op.of(NfsOp4.SETATTR, new Setattr4.Args(Stateid4.ANONYMOUS, Nfs4Client.mode(0751))::encode);
    one.run(NfsStat4.NFS4_OK, and(path("data", "f"), mode));
    Op same = Op.of(NfsOp4.VERIFY, new Verify4.Args(Nfs4Client.mode(0751))::encode);
    one.run(NfsStat4.NFS4_OK, and(path("data", "f"), same));
    Op other = Op.of(NfsOp4.NVERIFY, new Verify4.Args(Nfs4Client.mode(0751))::encode);
    one.run(NfsStat4.NFS4ERR_SAME, and(path("data", "f"), other));
    Fattr4 type = new Fattr4(Bitmap4.of(FattrNumber.TYPE), ByteBuffer.allocate(4));
    Op readOnly = Op.of(NfsOp4.SETATTR, new Setattr4.Args(Stateid4.ANONYMOUS, type)::encode);
    one.run(NfsStat4.NFS4ERR_INVAL, and(path("data", "f"), readOnly));
    Fattr4 acl = new Fattr4(Bitmap4.of(FattrNumber.ACL), ByteBuffer.allocate(4));
    Op unknown = Op.of(NfsOp4.SETATTR, new Setattr4.Args(Stateid4.ANONYMOUS, acl)::encode);
    one.run(NfsStat4.NFS4ERR_ATTRNOTSUPP, and(path("data", "f"), unknown));
    Reply got =
        one.run(
            and(
                path("data", "f"),
                Op.of(NfsOp4.GETATTR, new Getattr4.Args(Bitmap4.of(FattrNumber.TYPE))::encode)));
    Fattr4 told = Fattr4.decode(got.body(NfsOp4.GETATTR));
    assertThat(FsType4.decode(new XdrReader(told.values()))).isEqualTo(FsType4.NF4REG);
  }

  @Test
  void rangesAreAllocatedSoughtAndCopied() throws Exception {
    Stateid4 f = one.opened("o", Open4.BOTH, 0, "f");
    Stateid4 g = one.opened("o", Open4.BOTH, 0, "g");
    Op allocate = Op.of(NfsOp4.ALLOCATE, new Range4.Args(f, 0, 1 << 20)::encode);
    one.run(NfsStat4.NFS4_OK, and(path("data", "f"), allocate, write(f, 1 << 20, "end")));
    Op hole = Op.of(NfsOp4.DEALLOCATE, new Range4.Args(f, 0, 1 << 20)::encode);
    Op seek = Op.of(NfsOp4.SEEK, new Seek4.Args(f, 0, Seek4.DATA)::encode);
    Reply sought = one.run(NfsStat4.NFS4_OK, and(path("data", "f"), hole, seek));
    assertThat(Seek4.Ok.decode(sought.body(NfsOp4.SEEK))).isEqualTo(new Seek4.Ok(false, 1 << 20));
    Op beyond = Op.of(NfsOp4.SEEK, new Seek4.Args(f, 2 << 20, Seek4.DATA)::encode);
    one.run(NfsStat4.NFS4ERR_NXIO, and(path("data", "f"), beyond));
    Op copy = Op.of(NfsOp4.COPY, new Copy4.Args(f, g, 1 << 20, 0, 0, true, true, 0)::encode);
    Op[] both = and(path("data", "f"), Op.of(NfsOp4.SAVEFH));
    Reply copied = one.run(NfsStat4.NFS4_OK, and(both, and(path("data", "g"), copy)));
    assertThat(Copy4.Ok.decode(copied.body(NfsOp4.COPY)).count()).isEqualTo(3);
    assertThat(text(one.run(and(path("data", "g"), read(g, 0, 10))))).isEqualTo("end");
  }

  @Test
  void extendedAttributesAreThoseOfUsers() throws Exception {
    one.opened("o", Open4.READ, 0, "f");
    XdrString name = XdrString.of("mine");
    ByteBuffer value = ByteBuffer.wrap(new byte[] {1, 2, 3});
    Op set = Op.of(NfsOp4.SETXATTR, new Setxattr4.Args(Setxattr4.CREATE, name, value)::encode);
    one.run(NfsStat4.NFS4_OK, and(path("data", "f"), set));
    one.run(NfsStat4.NFS4ERR_EXIST, and(path("data", "f"), set));
    Op get = Op.of(NfsOp4.GETXATTR, new Getxattr4.Args(name)::encode);
    Reply got = one.run(NfsStat4.NFS4_OK, and(path("data", "f"), get));
    assertThat(Getxattr4.Ok.decode(got.body(NfsOp4.GETXATTR)).value()).isEqualTo(value);
    Op list = Op.of(NfsOp4.LISTXATTRS, new Listxattrs4.Args(0, 4096)::encode);
    Reply listed = one.run(NfsStat4.NFS4_OK, and(path("data", "f"), list));
    assertThat(Listxattrs4.Ok.decode(listed.body(NfsOp4.LISTXATTRS)).names()).containsExactly(name);
    Op none = Op.of(NfsOp4.GETXATTR, new Getxattr4.Args(XdrString.of("none"))::encode);
    one.run(NfsStat4.NFS4ERR_NOXATTR, and(path("data", "f"), none));
  }
}
