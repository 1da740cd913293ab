package dev.byway.server.nfs3;

import static dev.byway.server.TestClient.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.NfsServer;
import dev.byway.server.TestClient;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.ForwardingVfs;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.wire.nfs3.Fattr3;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.nfs3.Ftype3;
import dev.byway.wire.nfs3.Link3;
import dev.byway.wire.nfs3.Lookup3;
import dev.byway.wire.nfs3.Mkdir3;
import dev.byway.wire.nfs3.Mknod3;
import dev.byway.wire.nfs3.Mknoddata3;
import dev.byway.wire.nfs3.Nfs3Procedure;
import dev.byway.wire.nfs3.NfsStat3;
import dev.byway.wire.nfs3.Readdir3;
import dev.byway.wire.nfs3.Readdirplus3;
import dev.byway.wire.nfs3.Readlink3;
import dev.byway.wire.nfs3.Remove3;
import dev.byway.wire.nfs3.Rename3;
import dev.byway.wire.nfs3.Rmdir3;
import dev.byway.wire.nfs3.Sattr3;
import dev.byway.wire.nfs3.Symlink3;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Procedures on the names in a directory.
class DirectoryProceduresTest {
  private Fixture nfs;

  @BeforeEach
  void start() throws Exception {
    nfs = new Fixture();
  }

  @AfterEach
  void stop() throws Exception {
    nfs.close();
  }

  private NfsStat3 remove(FileHandle3 dir, String name) throws Exception {
    return Remove3.Res.decode(
            nfs.client.nfs(Nfs3Procedure.REMOVE, new Remove3.Args(in(dir, name))::encode))
        .status();
  }

  private NfsStat3 rmdir(FileHandle3 dir, String name) throws Exception {
    return Rmdir3.Res.decode(
            nfs.client.nfs(Nfs3Procedure.RMDIR, new Rmdir3.Args(in(dir, name))::encode))
        .status();
  }

  private NfsStat3 rename(String from, FileHandle3 toDir, String to) throws Exception {
    Rename3.Args args = new Rename3.Args(in(nfs.root, from), in(toDir, to));
    return Rename3.Res.decode(nfs.client.nfs(Nfs3Procedure.RENAME, args::encode)).status();
  }

  @Test
  void lookupFindsWhatCreateMade() throws Exception {
    FileHandle3 file = nfs.file("f");

    Lookup3.Res.Ok found = (Lookup3.Res.Ok) nfs.lookup(nfs.root, "f");

    assertThat(found.object()).isEqualTo(file);
    assertThat(found.objAttributes()).isEqualTo(nfs.attributes(file));
    assertThat(found.dirAttributes()).isEqualTo(nfs.attributes(nfs.root));
  }

  @Test
  void lookupOfNothingTellsTheDirectory() throws Exception {
    Lookup3.Res res = nfs.lookup(nfs.root, "nothing");

    assertThat(res.status()).isEqualTo(NfsStat3.NFS3ERR_NOENT);
    assertThat(res.dirAttributes()).isEqualTo(nfs.attributes(nfs.root));
  }

  @Test
  void nobodyClimbsOutOfAnExport() throws Exception {
    Lookup3.Res.Ok res = (Lookup3.Res.Ok) nfs.lookup(nfs.root, "..");

    assertThat(res.object()).isEqualTo(nfs.root);
  }

  @Test
  void namesThatAreNoneAreRefused() throws Exception {
    assertThat(nfs.lookup(nfs.root, "").status()).isEqualTo(NfsStat3.NFS3ERR_INVAL);
    assertThat(nfs.lookup(nfs.root, "a/b").status()).isEqualTo(NfsStat3.NFS3ERR_INVAL);
    assertThat(nfs.lookup(nfs.root, "n".repeat(256)).status())
        .isEqualTo(NfsStat3.NFS3ERR_NAMETOOLONG);
    assertThat(nfs.lookup(nfs.file("f"), "x").status()).isEqualTo(NfsStat3.NFS3ERR_NOTDIR);
  }

  /// A client that heard NFS3ERR_JUKEBOX would ask for ever.
  @Test
  void whatSomethingIsMountedOnIsRefusedForGood() throws Exception {
    Vfs busy =
        new ForwardingVfs(new MemoryVfs()) {
          @Override
          public Change rmdir(Caller caller, Node directory, Name name) throws ErrnoException {
            throw Errno.EBUSY.exception();
          }
        };
    try (NfsServer server = NfsServer.builder().export("/busy", busy).start();
        TestClient client = new TestClient(server.address())) {
      Rmdir3.Args args = new Rmdir3.Args(in(client.root("/busy"), "mounted"));

      assertThat(Rmdir3.Res.decode(client.nfs(Nfs3Procedure.RMDIR, args::encode)).status())
          .isEqualTo(NfsStat3.NFS3ERR_ACCES);
    }
  }

  @Test
  void dotAndDotDotAreNotMadeOrRemoved() throws Exception {
    nfs.directory("d", 0755);
    Mkdir3.Args mkdir = new Mkdir3.Args(in(nfs.root, "."), Sattr3.NONE);

    assertThat(Mkdir3.Res.decode(nfs.client.nfs(Nfs3Procedure.MKDIR, mkdir::encode)).status())
        .isEqualTo(NfsStat3.NFS3ERR_EXIST);
    assertThat(rmdir(nfs.root, ".")).isEqualTo(NfsStat3.NFS3ERR_INVAL);
    assertThat(rmdir(nfs.root, "..")).isEqualTo(NfsStat3.NFS3ERR_EXIST);
    assertThat(rename("d", nfs.root, "..")).isEqualTo(NfsStat3.NFS3ERR_INVAL);
  }

  @Test
  void changesTellTheDirectoryBeforeAndAfter() throws Exception {
    Fattr3 before = nfs.attributes(nfs.root);

    Mkdir3.Res res =
        Mkdir3.Res.decode(
            nfs.client.nfs(
                Nfs3Procedure.MKDIR,
                new Mkdir3.Args(in(nfs.root, "d"), Fixture.mode(0755))::encode));

    assertThat(Objects.requireNonNull(res.dirWcc().before()).mtime()).isEqualTo(before.mtime());
    assertThat(res.dirWcc().after()).isEqualTo(nfs.attributes(nfs.root));
  }

  @Test
  void removeAndRmdirKeepToTheirKind() throws Exception {
    FileHandle3 dir = nfs.directory("d", 0755);
    nfs.file(dir, "f", 0644);

    assertThat(remove(nfs.root, "d")).isIn(NfsStat3.NFS3ERR_ISDIR, NfsStat3.NFS3ERR_PERM);
    assertThat(rmdir(dir, "f")).isEqualTo(NfsStat3.NFS3ERR_NOTDIR);
    assertThat(rmdir(nfs.root, "d")).isEqualTo(NfsStat3.NFS3ERR_NOTEMPTY);
    assertThat(remove(dir, "f")).isEqualTo(NfsStat3.NFS3_OK);
    assertThat(rmdir(nfs.root, "d")).isEqualTo(NfsStat3.NFS3_OK);
    assertThat(nfs.getattr(dir).status()).isEqualTo(NfsStat3.NFS3ERR_STALE);
  }

  @Test
  void renameMovesAndReplaces() throws Exception {
    FileHandle3 dir = nfs.directory("d", 0755);
    FileHandle3 file = nfs.file("f");
    FileHandle3 old = nfs.file(dir, "g", 0644);

    assertThat(rename("f", dir, "g")).isEqualTo(NfsStat3.NFS3_OK);

    assertThat(((Lookup3.Res.Ok) nfs.lookup(dir, "g")).object()).isEqualTo(file);
    assertThat(nfs.lookup(nfs.root, "f").status()).isEqualTo(NfsStat3.NFS3ERR_NOENT);
    assertThat(nfs.getattr(old).status()).isEqualTo(NfsStat3.NFS3ERR_STALE);
  }

  @Test
  void aHardLinkIsTheSameFile() throws Exception {
    FileHandle3 file = nfs.file("f");

    Link3.Res res =
        Link3.Res.decode(
            nfs.client.nfs(Nfs3Procedure.LINK, new Link3.Args(file, in(nfs.root, "g"))::encode));

    assertThat(res.status()).isEqualTo(NfsStat3.NFS3_OK);
    assertThat(((Lookup3.Res.Ok) nfs.lookup(nfs.root, "g")).object()).isEqualTo(file);
    assertThat(nfs.attributes(file).nlink()).isEqualTo(2);
  }

  @Test
  void aSymbolicLinkKeepsItsTargetsBytes() throws Exception {
    XdrString target = XdrString.of(new byte[] {'a', (byte) 0xff, '/', 'b'});
    Symlink3.Args args = new Symlink3.Args(in(nfs.root, "l"), Sattr3.NONE, target);
    Symlink3.Res.Ok made =
        (Symlink3.Res.Ok) Symlink3.Res.decode(nfs.client.nfs(Nfs3Procedure.SYMLINK, args::encode));

    Readlink3.Res.Ok read =
        (Readlink3.Res.Ok)
            Readlink3.Res.decode(
                nfs.client.nfs(
                    Nfs3Procedure.READLINK,
                    new Readlink3.Args(Objects.requireNonNull(made.obj()))::encode));

    assertThat(read.data()).isEqualTo(target);
    assertThat(nfs.read(Objects.requireNonNull(made.obj()), 0, 1).status())
        .isEqualTo(NfsStat3.NFS3ERR_INVAL);
  }

  @Test
  void mknodMakesSpecialFilesAndNothingElse() throws Exception {
    Mknod3.Res fifo = mknod("p", new Mknoddata3.Pipe(Ftype3.NF3FIFO, Fixture.mode(0600)));
    Mknod3.Res device = mknod("c", new Mknoddata3.Device(Ftype3.NF3CHR, Fixture.mode(0600), 1, 3));
    Mknod3.Res file = mknod("f", new Mknoddata3.Other(Ftype3.NF3REG));

    Fattr3 made = Objects.requireNonNull(((Mknod3.Res.Ok) device).objAttributes());
    assertThat(fifo.status()).isEqualTo(NfsStat3.NFS3_OK);
    assertThat(made.rdevMajor()).isEqualTo(1);
    assertThat(made.rdevMinor()).isEqualTo(3);
    assertThat(file.status()).isEqualTo(NfsStat3.NFS3ERR_BADTYPE);
  }

  private Mknod3.Res mknod(String name, Mknoddata3 what) throws Exception {
    return Mknod3.Res.decode(
        nfs.client.nfs(Nfs3Procedure.MKNOD, new Mknod3.Args(in(nfs.root, name), what)::encode));
  }

  private XdrReader readdir(long cookie, long verifier, int count) throws Exception {
    return nfs.client.nfs(
        Nfs3Procedure.READDIR, new Readdir3.Args(nfs.root, cookie, verifier, count)::encode);
  }

  @Test
  void aLargeDirectoryIsListedOnceInPieces() throws Exception {
    int files = 100_000;
    for (int i = 0; i < files; i++) {
      nfs.room.create(
          Caller.ROOT,
          nfs.room.root(),
          Name.of("file-" + i),
          new CreateHow.Guarded(SetAttributes.NONE),
          null);
    }
    Set<XdrString> names = new HashSet<>();
    int seen = 0;
    long cookie = 0;
    boolean eof = false;
    while (!eof) {
      XdrReader results = readdir(cookie, 0, 1 << 16);
      assertThat(results.remaining()).isLessThanOrEqualTo((1 << 16) + Integer.BYTES);
      Readdir3.Res.Ok res = (Readdir3.Res.Ok) Readdir3.Res.decode(results);
      for (Readdir3.Entry3 entry : res.entries()) {
        names.add(entry.name());
        cookie = entry.cookie();
        seen++;
      }
      eof = res.eof();
    }

    assertThat(seen).isEqualTo(files + 2);
    assertThat(names).hasSize(files + 2);
  }

  @Test
  void readdirplusBringsHandlesAndAttributes() throws Exception {
    FileHandle3 file = nfs.file("f");
    Readdirplus3.Args args = new Readdirplus3.Args(nfs.root, 0, 0, 8192, 8192);

    Readdirplus3.Res.Ok res =
        (Readdirplus3.Res.Ok)
            Readdirplus3.Res.decode(nfs.client.nfs(Nfs3Procedure.READDIRPLUS, args::encode));

    assertThat(res.eof()).isTrue();
    assertThat(res.entries())
        .filteredOn(entry -> entry.name().equals(XdrString.of("f")))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.nameHandle()).isEqualTo(file);
              assertThat(entry.nameAttributes()).isEqualTo(nfs.attributes(file));
            });
  }

  @Test
  void aListingThatHasNoRoomIsTooSmall() throws Exception {
    assertThat(Readdir3.Res.decode(readdir(0, 0, 10)).status())
        .isEqualTo(NfsStat3.NFS3ERR_TOOSMALL);
    assertThat(Readdir3.Res.decode(readdir(0, 0, 110)).status())
        .isEqualTo(NfsStat3.NFS3ERR_TOOSMALL);
  }

  @Test
  void aCookieWithAVerifierThatIsNotOursIsBad() throws Exception {
    assertThat(Readdir3.Res.decode(readdir(1, 99, 4096)).status())
        .isEqualTo(NfsStat3.NFS3ERR_BAD_COOKIE);
  }
}
