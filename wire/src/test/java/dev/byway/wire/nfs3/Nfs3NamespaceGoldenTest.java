package dev.byway.wire.nfs3;

import static dev.byway.wire.Golden.assertBothWays;
import static dev.byway.wire.nfs3.Nfs3Golden.ATTR;
import static dev.byway.wire.nfs3.Nfs3Golden.DIROP;
import static dev.byway.wire.nfs3.Nfs3Golden.DIROP_HEX;
import static dev.byway.wire.nfs3.Nfs3Golden.FH;
import static dev.byway.wire.nfs3.Nfs3Golden.FH_HEX;
import static dev.byway.wire.nfs3.Nfs3Golden.NO_WCC_HEX;
import static dev.byway.wire.nfs3.Nfs3Golden.OK_HEX;
import static dev.byway.wire.nfs3.Nfs3Golden.POST_OP_HEX;
import static dev.byway.wire.nfs3.Nfs3Golden.SATTR;
import static dev.byway.wire.nfs3.Nfs3Golden.SATTR_HEX;
import static dev.byway.wire.nfs3.Nfs3Golden.WCC;
import static dev.byway.wire.nfs3.Nfs3Golden.WCC_HEX;

import dev.byway.wire.xdr.XdrString;
import org.junit.jupiter.api.Test;

/// RFC 1813 §3.3.8 to §3.3.15: operations on names.
class Nfs3NamespaceGoldenTest {
  private static final NfsStat3 EXIST = NfsStat3.NFS3ERR_EXIST;
  private static final String EXIST_HEX = " 00000011 ";
  private static final String MADE_HEX = OK_HEX + "00000001" + FH_HEX + POST_OP_HEX + WCC_HEX;

  @Test
  void create() throws Exception {
    assertCreateArgs(new Createhow3.Unchecked(SATTR), "00000000" + SATTR_HEX);
    assertCreateArgs(new Createhow3.Guarded(SATTR), "00000001" + SATTR_HEX);
    assertCreateArgs(new Createhow3.Exclusive(0x0102030405060708L), "00000002 01020304 05060708");
    var ok = new Create3.Res.Ok(FH, ATTR, WCC);
    assertBothWays(ok, Create3.Res::decode, ok::encode, MADE_HEX);
    var bare = new Create3.Res.Ok(null, null, WccData.NONE);
    assertBothWays(
        bare, Create3.Res::decode, bare::encode, OK_HEX + "00000000 00000000" + NO_WCC_HEX);
    var fail = new Create3.Res.Fail(EXIST, WCC);
    assertBothWays(fail, Create3.Res::decode, fail::encode, EXIST_HEX + WCC_HEX);
  }

  @Test
  void mkdir() throws Exception {
    var args = new Mkdir3.Args(DIROP, SATTR);
    assertBothWays(args, Mkdir3.Args::decode, args::encode, DIROP_HEX + SATTR_HEX);
    var ok = new Mkdir3.Res.Ok(FH, ATTR, WCC);
    assertBothWays(ok, Mkdir3.Res::decode, ok::encode, MADE_HEX);
    var fail = new Mkdir3.Res.Fail(EXIST, WCC);
    assertBothWays(fail, Mkdir3.Res::decode, fail::encode, EXIST_HEX + WCC_HEX);
  }

  @Test
  void symlink() throws Exception {
    var args = new Symlink3.Args(DIROP, SATTR, XdrString.of("../x"));
    assertBothWays(
        args,
        Symlink3.Args::decode,
        args::encode,
        DIROP_HEX + SATTR_HEX + "00000004 2e2e2f78 # ../x");
    var ok = new Symlink3.Res.Ok(FH, ATTR, WCC);
    assertBothWays(ok, Symlink3.Res::decode, ok::encode, MADE_HEX);
    var fail = new Symlink3.Res.Fail(EXIST, WCC);
    assertBothWays(fail, Symlink3.Res::decode, fail::encode, EXIST_HEX + WCC_HEX);
  }

  @Test
  void mknod() throws Exception {
    assertMknodArgs(
        new Mknoddata3.Device(Ftype3.NF3CHR, SATTR, 1, 3),
        "00000004" + SATTR_HEX + "00000001 00000003");
    assertMknodArgs(
        new Mknoddata3.Device(Ftype3.NF3BLK, SATTR, 8, 0),
        "00000003" + SATTR_HEX + "00000008 00000000");
    assertMknodArgs(new Mknoddata3.Pipe(Ftype3.NF3SOCK, SATTR), "00000006" + SATTR_HEX);
    assertMknodArgs(new Mknoddata3.Pipe(Ftype3.NF3FIFO, SATTR), "00000007" + SATTR_HEX);
    assertMknodArgs(new Mknoddata3.Other(Ftype3.NF3DIR), "00000002");
    var ok = new Mknod3.Res.Ok(FH, ATTR, WCC);
    assertBothWays(ok, Mknod3.Res::decode, ok::encode, MADE_HEX);
    var fail = new Mknod3.Res.Fail(NfsStat3.NFS3ERR_BADTYPE, WCC);
    assertBothWays(fail, Mknod3.Res::decode, fail::encode, "00002717" + WCC_HEX);
  }

  @Test
  void remove() throws Exception {
    var args = new Remove3.Args(DIROP);
    assertBothWays(args, Remove3.Args::decode, args::encode, DIROP_HEX);
    var ok = new Remove3.Res.Ok(WCC);
    assertBothWays(ok, Remove3.Res::decode, ok::encode, OK_HEX + WCC_HEX);
    var fail = new Remove3.Res.Fail(NfsStat3.NFS3ERR_ISDIR, WCC);
    assertBothWays(fail, Remove3.Res::decode, fail::encode, "00000015" + WCC_HEX);
  }

  @Test
  void rmdir() throws Exception {
    var args = new Rmdir3.Args(DIROP);
    assertBothWays(args, Rmdir3.Args::decode, args::encode, DIROP_HEX);
    var ok = new Rmdir3.Res.Ok(WCC);
    assertBothWays(ok, Rmdir3.Res::decode, ok::encode, OK_HEX + WCC_HEX);
    var fail = new Rmdir3.Res.Fail(NfsStat3.NFS3ERR_NOTEMPTY, WCC);
    assertBothWays(fail, Rmdir3.Res::decode, fail::encode, "00000042" + WCC_HEX);
  }

  @Test
  void rename() throws Exception {
    var to = new Diropargs3(FileHandle3.of(new byte[] {0x55}), XdrString.of("to"));
    var args = new Rename3.Args(DIROP, to);
    assertBothWays(
        args,
        Rename3.Args::decode,
        args::encode,
        DIROP_HEX + "00000001 55 000000 00000002 746f 0000");
    var ok = new Rename3.Res.Ok(WCC, WccData.NONE);
    assertBothWays(ok, Rename3.Res::decode, ok::encode, OK_HEX + WCC_HEX + NO_WCC_HEX);
    var fail = new Rename3.Res.Fail(NfsStat3.NFS3ERR_XDEV, WccData.NONE, WCC);
    assertBothWays(fail, Rename3.Res::decode, fail::encode, "00000012" + NO_WCC_HEX + WCC_HEX);
  }

  @Test
  void link() throws Exception {
    var args = new Link3.Args(FH, DIROP);
    assertBothWays(args, Link3.Args::decode, args::encode, FH_HEX + DIROP_HEX);
    var ok = new Link3.Res.Ok(ATTR, WCC);
    assertBothWays(ok, Link3.Res::decode, ok::encode, OK_HEX + POST_OP_HEX + WCC_HEX);
    var fail = new Link3.Res.Fail(NfsStat3.NFS3ERR_MLINK, null, WCC);
    assertBothWays(fail, Link3.Res::decode, fail::encode, "0000001f 00000000" + WCC_HEX);
  }

  private static void assertCreateArgs(Createhow3 how, String hex) throws Exception {
    var args = new Create3.Args(DIROP, how);
    assertBothWays(args, Create3.Args::decode, args::encode, DIROP_HEX + hex);
  }

  private static void assertMknodArgs(Mknoddata3 what, String hex) throws Exception {
    var args = new Mknod3.Args(DIROP, what);
    assertBothWays(args, Mknod3.Args::decode, args::encode, DIROP_HEX + hex);
  }
}
