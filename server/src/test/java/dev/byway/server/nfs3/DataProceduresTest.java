package dev.byway.server.nfs3;

import static dev.byway.server.TestClient.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.server.TestClient;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.Squash;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Name;
import dev.byway.vfs.SetAttributes;
import dev.byway.wire.nfs3.Access3;
import dev.byway.wire.nfs3.Commit3;
import dev.byway.wire.nfs3.Create3;
import dev.byway.wire.nfs3.Createhow3;
import dev.byway.wire.nfs3.Fattr3;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.nfs3.Fsinfo3;
import dev.byway.wire.nfs3.Fsstat3;
import dev.byway.wire.nfs3.Nfs3Procedure;
import dev.byway.wire.nfs3.NfsStat3;
import dev.byway.wire.nfs3.NfsTime3;
import dev.byway.wire.nfs3.Pathconf3;
import dev.byway.wire.nfs3.Read3;
import dev.byway.wire.nfs3.Remove3;
import dev.byway.wire.nfs3.Sattr3;
import dev.byway.wire.nfs3.SetTime3;
import dev.byway.wire.nfs3.Setattr3;
import dev.byway.wire.nfs3.StableHow;
import dev.byway.wire.nfs3.Write3;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Procedures on a file: attributes, access, reading, writing.
class DataProceduresTest {
  private Fixture nfs;

  @BeforeEach
  void start() throws Exception {
    nfs = new Fixture();
  }

  @AfterEach
  void stop() throws Exception {
    nfs.close();
  }

  private Setattr3.Res setattr(FileHandle3 file, Sattr3 sattr, NfsTime3... guard) throws Exception {
    Setattr3.Args args = new Setattr3.Args(file, sattr, guard.length == 0 ? null : guard[0]);
    return Setattr3.Res.decode(nfs.client.nfs(Nfs3Procedure.SETATTR, args::encode));
  }

  private static Sattr3 size(long size) {
    return new Sattr3(
        null, null, null, size, SetTime3.DontChange.INSTANCE, SetTime3.DontChange.INSTANCE);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsReadBack(StableHow stable) throws Exception {
    FileHandle3 file = nfs.file("f");

    Write3.Res.Ok written = (Write3.Res.Ok) nfs.write(file, 3, "hello", stable);

    assertThat(written.count()).isEqualTo(5);
    assertThat(written.committed()).isGreaterThanOrEqualTo(stable);
    assertThat(written.fileWcc().after()).isEqualTo(nfs.attributes(file));
    assertThat(Fixture.text(nfs.read(file, 0, 100))).isEqualTo("\0\0\0hello");
  }

  @Test
  void eofIsToldOnlyWithTheLastByte() throws Exception {
    FileHandle3 file = nfs.file("f");
    nfs.write(file, 0, "0123456789", StableHow.UNSTABLE);

    assertThat(((Read3.Res.Ok) nfs.read(file, 0, 9)).eof()).isFalse();
    assertThat(((Read3.Res.Ok) nfs.read(file, 0, 10)).eof()).isTrue();
    assertThat(((Read3.Res.Ok) nfs.read(file, 5, 5)).eof()).isTrue();
    assertThat(((Read3.Res.Ok) nfs.read(file, 0, 0)).eof()).isFalse();
  }

  @Test
  void readPastEofReturnsNothing() throws Exception {
    FileHandle3 file = nfs.file("f");
    nfs.write(file, 0, "abc", StableHow.UNSTABLE);

    for (long offset : new long[] {3, 1000, Long.MAX_VALUE, -1}) {
      Read3.Res.Ok res = (Read3.Res.Ok) nfs.read(file, offset, 10);
      assertThat(res.data().remaining()).as("at %d", offset).isZero();
      assertThat(res.eof()).as("at %d", offset).isTrue();
    }
  }

  @Test
  void aReadOfTooMuchGetsWhatOneReplyCarries() throws Exception {
    FileHandle3 file = nfs.file("f");
    setattr(file, size(3 << 20));

    Read3.Res.Ok res = (Read3.Res.Ok) nfs.read(file, 0, Integer.MAX_VALUE);

    assertThat(res.data().remaining()).isEqualTo(1 << 20);
    assertThat(res.eof()).isFalse();
  }

  @Test
  void readingADirectoryIsRefused() throws Exception {
    assertThat(nfs.read(nfs.root, 0, 10).status()).isEqualTo(NfsStat3.NFS3ERR_ISDIR);
  }

  @Test
  void writesBeyondTheLargestOffsetAreTooBig() throws Exception {
    FileHandle3 file = nfs.file("f");

    assertThat(nfs.write(file, Long.MAX_VALUE - 1, "abc", StableHow.UNSTABLE).status())
        .isEqualTo(NfsStat3.NFS3ERR_FBIG);
    assertThat(nfs.write(file, -1, "abc", StableHow.UNSTABLE).status())
        .isEqualTo(NfsStat3.NFS3ERR_FBIG);
  }

  @Test
  void writeAndCommitHaveTheSameVerifierUntilARestart() throws Exception {
    FileHandle3 file = nfs.file("f");
    Write3.Res.Ok written = (Write3.Res.Ok) nfs.write(file, 0, "x", StableHow.UNSTABLE);

    Commit3.Res.Ok committed =
        (Commit3.Res.Ok)
            Commit3.Res.decode(
                nfs.client.nfs(Nfs3Procedure.COMMIT, new Commit3.Args(file, 0, 0)::encode));

    assertThat(committed.verf()).isEqualTo(written.verf());
    try (Fixture other = new Fixture()) {
      FileHandle3 otherFile = other.file("f");
      Write3.Res.Ok later = (Write3.Res.Ok) other.write(otherFile, 0, "x", StableHow.UNSTABLE);
      assertThat(later.verf()).isNotEqualTo(written.verf());
    }
  }

  @Test
  void setattrTellsTheFileBeforeAndAfter() throws Exception {
    FileHandle3 file = nfs.file("f");
    Fattr3 before = nfs.attributes(file);

    Setattr3.Res res = setattr(file, size(7));

    assertThat(res.status()).isEqualTo(NfsStat3.NFS3_OK);
    assertThat(Objects.requireNonNull(res.objWcc().before()).ctime()).isEqualTo(before.ctime());
    assertThat(res.objWcc().after()).isEqualTo(nfs.attributes(file));
    assertThat(nfs.attributes(file).size()).isEqualTo(7);
  }

  @Test
  void aGuardThatDoesNotMatchChangesNothing() throws Exception {
    FileHandle3 file = nfs.file("f");
    NfsTime3 ctime = nfs.attributes(file).ctime();

    Setattr3.Res refused = setattr(file, size(7), new NfsTime3(1, 1));
    Setattr3.Res malformed = setattr(file, size(7), new NfsTime3(1, 1_000_000_000));
    long sizeThen = nfs.attributes(file).size();
    Setattr3.Res taken = setattr(file, size(7), ctime);

    assertThat(refused.status()).isEqualTo(NfsStat3.NFS3ERR_NOT_SYNC);
    assertThat(refused.objWcc().after()).isNotNull();
    assertThat(malformed.status()).isEqualTo(NfsStat3.NFS3ERR_INVAL);
    assertThat(sizeThen).isZero();
    assertThat(taken.status()).isEqualTo(NfsStat3.NFS3_OK);
  }

  @Test
  void timesAreTheClientsOrTheServers() throws Exception {
    FileHandle3 file = nfs.file("f");
    Sattr3 times =
        new Sattr3(
            null,
            null,
            null,
            null,
            new SetTime3.ClientTime(new NfsTime3(5, 6)),
            SetTime3.ServerTime.INSTANCE);

    setattr(file, times);

    assertThat(nfs.attributes(file).atime()).isEqualTo(new NfsTime3(5, 6));
    assertThat(nfs.attributes(file).mtime().seconds()).isGreaterThan(1_700_000_000);
  }

  @Test
  void accessIsTheCallersOwn() throws Exception {
    FileHandle3 file = nfs.file(nfs.root, "f", 0640);

    assertThat(access(file)).isEqualTo(0x0d);
    nfs.client.as(5, 5);
    assertThat(access(file)).isZero();
  }

  private int access(FileHandle3 file) throws Exception {
    Access3.Res res =
        Access3.Res.decode(
            nfs.client.nfs(Nfs3Procedure.ACCESS, new Access3.Args(file, 0x3f)::encode));
    return ((Access3.Res.Ok) res).access();
  }

  @Test
  void permissionIsDecidedAgainWhenItChanges() throws Exception {
    FileHandle3 file = nfs.file(nfs.root, "f", 0666);
    try (TestClient root = new TestClient(nfs.server.address()).as(0, 0)) {
      nfs.client.as(5, 5);
      assertThat(nfs.read(file, 0, 1).status()).isEqualTo(NfsStat3.NFS3_OK);
      assertThat(nfs.write(file, 0, "x", StableHow.UNSTABLE).status()).isEqualTo(NfsStat3.NFS3_OK);

      root.nfs(Nfs3Procedure.SETATTR, new Setattr3.Args(file, Fixture.mode(0600), null)::encode);

      assertThat(nfs.read(file, 0, 1).status()).isEqualTo(NfsStat3.NFS3ERR_ACCES);
      assertThat(nfs.write(file, 0, "y", StableHow.UNSTABLE).status())
          .isEqualTo(NfsStat3.NFS3ERR_ACCES);
    }
  }

  @Test
  void permissionChangedBehindTheServersBackCountsToo() throws Exception {
    FileHandle3 file = nfs.file(nfs.root, "f", 0666);
    nfs.client.as(5, 5);
    nfs.read(file, 0, 1);
    nfs.write(file, 0, "x", StableHow.UNSTABLE);

    var entry = nfs.room.lookup(Caller.ROOT, nfs.room.root(), Name.of("f"));
    nfs.room.setattr(Caller.ROOT, entry.node(), SetAttributes.ofMode(0600), null, false);

    assertThat(nfs.read(file, 0, 1).status()).isEqualTo(NfsStat3.NFS3ERR_ACCES);
    assertThat(nfs.write(file, 0, "y", StableHow.UNSTABLE).status())
        .isEqualTo(NfsStat3.NFS3ERR_ACCES);
  }

  @Test
  void theOwnerReadsAndWritesWhateverTheModeSays() throws Exception {
    FileHandle3 dir = nfs.directory("d", 0777);
    nfs.client.as(5, 5);
    FileHandle3 file = nfs.file(dir, "f", 0000);

    assertThat(nfs.write(file, 0, "x", StableHow.UNSTABLE).status()).isEqualTo(NfsStat3.NFS3_OK);
    assertThat(Fixture.text(nfs.read(file, 0, 9))).isEqualTo("x");
  }

  @Test
  void aRemovedFileIsStaleThoughItWasKeptOpen() throws Exception {
    FileHandle3 file = nfs.file("f");
    nfs.write(file, 0, "x", StableHow.UNSTABLE);
    nfs.read(file, 0, 1);
    assertThat(nfs.server.status().openFiles()).isEqualTo(2);

    nfs.client.nfs(Nfs3Procedure.REMOVE, new Remove3.Args(in(nfs.root, "f"))::encode);

    assertThat(nfs.server.status().openFiles()).isZero();
    assertThat(nfs.read(file, 0, 1).status()).isEqualTo(NfsStat3.NFS3ERR_STALE);
    assertThat(nfs.getattr(file).status()).isEqualTo(NfsStat3.NFS3ERR_STALE);
  }

  @Test
  void exclusiveCreateMayBeRepeatedButNotByAnother() throws Exception {
    Create3.Res first = nfs.create(nfs.root, "f", new Createhow3.Exclusive(42));
    Create3.Res again = nfs.create(nfs.root, "f", new Createhow3.Exclusive(42));
    Create3.Res other = nfs.create(nfs.root, "f", new Createhow3.Exclusive(43));

    assertThat(((Create3.Res.Ok) again).obj()).isEqualTo(((Create3.Res.Ok) first).obj());
    assertThat(other.status()).isEqualTo(NfsStat3.NFS3ERR_EXIST);
  }

  @Test
  void fsinfoFsstatAndPathconfTellWhatTheRoomIs() throws Exception {
    Fsinfo3.Res.Ok info =
        (Fsinfo3.Res.Ok)
            Fsinfo3.Res.decode(
                nfs.client.nfs(Nfs3Procedure.FSINFO, new Fsinfo3.Args(nfs.root)::encode));
    Fsstat3.Res.Ok stat =
        (Fsstat3.Res.Ok)
            Fsstat3.Res.decode(
                nfs.client.nfs(Nfs3Procedure.FSSTAT, new Fsstat3.Args(nfs.root)::encode));
    Pathconf3.Res.Ok conf =
        (Pathconf3.Res.Ok)
            Pathconf3.Res.decode(
                nfs.client.nfs(Nfs3Procedure.PATHCONF, new Pathconf3.Args(nfs.root)::encode));

    assertThat(info.rtmax()).isEqualTo(1 << 20);
    assertThat(info.wtmax()).isEqualTo(1 << 20);
    assertThat(info.properties()).isEqualTo(0x1b);
    assertThat(stat.tbytes()).isPositive();
    assertThat(conf.nameMax()).isEqualTo(255);
    assertThat(conf.caseInsensitive()).isFalse();
  }

  @Test
  void aReadOnlyExportAllowsNoChange() throws Exception {
    ClientRule rule = ClientRule.DEFAULT.withReadOnly(true).withSquash(Squash.NONE);
    try (Fixture other = new Fixture(rule)) {
      Create3.Res created = other.create(other.root, "f", new Createhow3.Unchecked(Sattr3.NONE));

      assertThat(created.status()).isEqualTo(NfsStat3.NFS3ERR_ROFS);
      assertThat(created.dirWcc().after()).isNotNull();
    }
  }

  @Test
  void rootIsNobodyUnlessTheExportSaysSo() throws Exception {
    try (Fixture other = new Fixture(ClientRule.DEFAULT.withAnonymous(77, 78))) {
      other.room.setattr(Caller.ROOT, other.room.root(), SetAttributes.ofMode(0777), null, false);

      Fattr3 byRoot = other.attributes(other.file("r"));
      other.client.as(5, 6);
      Fattr3 byUser = other.attributes(other.file("u"));

      assertThat(byRoot.uid()).isEqualTo(77);
      assertThat(byRoot.gid()).isEqualTo(78);
      assertThat(byUser.uid()).isEqualTo(5);
      assertThat(byUser.gid()).isEqualTo(6);
    }
  }
}
