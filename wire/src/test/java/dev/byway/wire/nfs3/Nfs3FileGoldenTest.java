package dev.byway.wire.nfs3;

import static dev.byway.wire.Golden.assertBothWays;
import static dev.byway.wire.nfs3.Nfs3Golden.ATTR;
import static dev.byway.wire.nfs3.Nfs3Golden.ATTR_HEX;
import static dev.byway.wire.nfs3.Nfs3Golden.DIROP;
import static dev.byway.wire.nfs3.Nfs3Golden.DIROP_HEX;
import static dev.byway.wire.nfs3.Nfs3Golden.FH;
import static dev.byway.wire.nfs3.Nfs3Golden.FH_HEX;
import static dev.byway.wire.nfs3.Nfs3Golden.NOENT_HEX;
import static dev.byway.wire.nfs3.Nfs3Golden.NO_WCC_HEX;
import static dev.byway.wire.nfs3.Nfs3Golden.OK_HEX;
import static dev.byway.wire.nfs3.Nfs3Golden.POST_OP_HEX;
import static dev.byway.wire.nfs3.Nfs3Golden.SATTR;
import static dev.byway.wire.nfs3.Nfs3Golden.SATTR_HEX;
import static dev.byway.wire.nfs3.Nfs3Golden.WCC;
import static dev.byway.wire.nfs3.Nfs3Golden.WCC_HEX;

import dev.byway.wire.xdr.XdrString;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/// RFC 1813 §3.3.1 to §3.3.7, §3.3.21: operations on a file.
class Nfs3FileGoldenTest {
  private static final NfsStat3 NOENT = NfsStat3.NFS3ERR_NOENT;
  private static final ByteBuffer HELLO = ByteBuffer.wrap("hello".getBytes());
  private static final String HELLO_HEX = " 00000005 68656c6c6f 000000 ";

  @Test
  void getattr() throws Exception {
    var args = new Getattr3.Args(FH);
    assertBothWays(args, Getattr3.Args::decode, args::encode, FH_HEX);
    var ok = new Getattr3.Res.Ok(ATTR);
    assertBothWays(ok, Getattr3.Res::decode, ok::encode, OK_HEX + ATTR_HEX);
    var fail = new Getattr3.Res.Fail(NfsStat3.NFS3ERR_JUKEBOX);
    assertBothWays(fail, Getattr3.Res::decode, fail::encode, "00002718");
  }

  @Test
  void setattr() throws Exception {
    var args = new Setattr3.Args(FH, SATTR, new NfsTime3(1, 2));
    assertBothWays(
        args,
        Setattr3.Args::decode,
        args::encode,
        FH_HEX + SATTR_HEX + "00000001 00000001 00000002");
    var unguarded = new Setattr3.Args(FH, Sattr3.NONE, null);
    assertBothWays(
        unguarded,
        Setattr3.Args::decode,
        unguarded::encode,
        FH_HEX + "00000000 00000000 00000000 00000000 00000000 00000000" + "00000000");
    var ok = new Setattr3.Res.Ok(WCC);
    assertBothWays(ok, Setattr3.Res::decode, ok::encode, OK_HEX + WCC_HEX);
    var fail = new Setattr3.Res.Fail(NfsStat3.NFS3ERR_NOT_SYNC, WccData.NONE);
    assertBothWays(fail, Setattr3.Res::decode, fail::encode, "00002712" + NO_WCC_HEX);
  }

  @Test
  void lookup() throws Exception {
    var args = new Lookup3.Args(DIROP);
    assertBothWays(args, Lookup3.Args::decode, args::encode, DIROP_HEX);
    var ok = new Lookup3.Res.Ok(FH, ATTR, null);
    assertBothWays(ok, Lookup3.Res::decode, ok::encode, OK_HEX + FH_HEX + POST_OP_HEX + "00000000");
    var fail = new Lookup3.Res.Fail(NOENT, ATTR);
    assertBothWays(fail, Lookup3.Res::decode, fail::encode, NOENT_HEX + POST_OP_HEX);
  }

  @Test
  void access() throws Exception {
    var args =
        new Access3.Args(
            FH,
            Access3.ACCESS3_READ
                | Access3.ACCESS3_LOOKUP
                | Access3.ACCESS3_MODIFY
                | Access3.ACCESS3_EXTEND
                | Access3.ACCESS3_DELETE
                | Access3.ACCESS3_EXECUTE);
    assertBothWays(args, Access3.Args::decode, args::encode, FH_HEX + "0000003f");
    var ok = new Access3.Res.Ok(ATTR, Access3.ACCESS3_DELETE);
    assertBothWays(ok, Access3.Res::decode, ok::encode, OK_HEX + POST_OP_HEX + "00000010");
    var fail = new Access3.Res.Fail(NOENT, null);
    assertBothWays(fail, Access3.Res::decode, fail::encode, NOENT_HEX + "00000000");
  }

  @Test
  void readlink() throws Exception {
    var args = new Readlink3.Args(FH);
    assertBothWays(args, Readlink3.Args::decode, args::encode, FH_HEX);
    var ok = new Readlink3.Res.Ok(ATTR, XdrString.of("hello"));
    assertBothWays(ok, Readlink3.Res::decode, ok::encode, OK_HEX + POST_OP_HEX + HELLO_HEX);
    var fail = new Readlink3.Res.Fail(NOENT, ATTR);
    assertBothWays(fail, Readlink3.Res::decode, fail::encode, NOENT_HEX + POST_OP_HEX);
  }

  @Test
  void read() throws Exception {
    var args = new Read3.Args(FH, 0x1_0000_0000L, 4096);
    assertBothWays(args, Read3.Args::decode, args::encode, FH_HEX + "00000001 00000000 00001000");
    var ok = new Read3.Res.Ok(ATTR, true, HELLO);
    assertBothWays(
        ok,
        reader -> Read3.Res.decode(reader, 5),
        ok::encode,
        OK_HEX + POST_OP_HEX + "00000005 00000001" + HELLO_HEX);
    var fail = new Read3.Res.Fail(NOENT, null);
    assertBothWays(
        fail, reader -> Read3.Res.decode(reader, 0), fail::encode, NOENT_HEX + "00000000");
  }

  @Test
  void write() throws Exception {
    var args = new Write3.Args(FH, 16, StableHow.FILE_SYNC, HELLO);
    assertBothWays(
        args,
        reader -> Write3.Args.decode(reader, 5),
        args::encode,
        FH_HEX + "00000000 00000010 00000005 00000002" + HELLO_HEX);
    var ok = new Write3.Res.Ok(WCC, 5, StableHow.DATA_SYNC, 0x0102030405060708L);
    assertBothWays(
        ok,
        Write3.Res::decode,
        ok::encode,
        OK_HEX + WCC_HEX + "00000005 00000001 01020304 05060708");
    var fail = new Write3.Res.Fail(NfsStat3.NFS3ERR_DQUOT, WCC);
    assertBothWays(fail, Write3.Res::decode, fail::encode, "00000045" + WCC_HEX);
  }

  @Test
  void commit() throws Exception {
    var args = new Commit3.Args(FH, 0x10, 0x20);
    assertBothWays(args, Commit3.Args::decode, args::encode, FH_HEX + "00000000 00000010 00000020");
    var ok = new Commit3.Res.Ok(WCC, -1);
    assertBothWays(ok, Commit3.Res::decode, ok::encode, OK_HEX + WCC_HEX + "ffffffff ffffffff");
    var fail = new Commit3.Res.Fail(NOENT, WCC);
    assertBothWays(fail, Commit3.Res::decode, fail::encode, NOENT_HEX + WCC_HEX);
  }
}
