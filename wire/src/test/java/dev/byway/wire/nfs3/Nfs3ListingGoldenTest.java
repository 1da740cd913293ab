package dev.byway.wire.nfs3;

import static dev.byway.wire.Golden.assertBothWays;
import static dev.byway.wire.nfs3.Nfs3Golden.ATTR;
import static dev.byway.wire.nfs3.Nfs3Golden.FH;
import static dev.byway.wire.nfs3.Nfs3Golden.FH_HEX;
import static dev.byway.wire.nfs3.Nfs3Golden.OK_HEX;
import static dev.byway.wire.nfs3.Nfs3Golden.POST_OP_HEX;

import dev.byway.wire.xdr.XdrString;
import java.util.List;
import org.junit.jupiter.api.Test;

/// RFC 1813 §3.3.16 to §3.3.20: directories and file systems.
class Nfs3ListingGoldenTest {
  private static final NfsStat3 BAD_COOKIE = NfsStat3.NFS3ERR_BAD_COOKIE;
  private static final String BAD_COOKIE_HEX = " 00002713 ";
  private static final NfsStat3 STALE = NfsStat3.NFS3ERR_STALE;
  private static final String STALE_HEX = " 00000046 ";

  @Test
  void readdir() throws Exception {
    var args = new Readdir3.Args(FH, 1, 2, 3);
    assertBothWays(
        args,
        Readdir3.Args::decode,
        args::encode,
        FH_HEX + "00000000 00000001 00000000 00000002 00000003");
    var ok =
        new Readdir3.Res.Ok(
            ATTR,
            9,
            List.of(
                new Readdir3.Entry3(0x11, XdrString.of("a"), 1),
                new Readdir3.Entry3(0x12, XdrString.of("four"), 2)),
            true);
    assertBothWays(
        ok,
        Readdir3.Res::decode,
        ok::encode,
        OK_HEX
            + POST_OP_HEX
            + """
            00000000 00000009                                           # cookieverf
            00000001 00000000 00000011 00000001 61 000000 00000000 00000001
            00000001 00000000 00000012 00000004 666f7572  00000000 00000002
            00000000 00000001                                           # no more, eof
            """);
    var empty = new Readdir3.Res.Ok(null, 0, List.of(), false);
    assertBothWays(
        empty,
        Readdir3.Res::decode,
        empty::encode,
        OK_HEX + "00000000 00000000 00000000 00000000 00000000");
    var fail = new Readdir3.Res.Fail(BAD_COOKIE, ATTR);
    assertBothWays(fail, Readdir3.Res::decode, fail::encode, BAD_COOKIE_HEX + POST_OP_HEX);
  }

  @Test
  void readdirplus() throws Exception {
    var args = new Readdirplus3.Args(FH, 1, 2, 3, 4);
    assertBothWays(
        args,
        Readdirplus3.Args::decode,
        args::encode,
        FH_HEX + "00000000 00000001 00000000 00000002 00000003 00000004");
    var ok =
        new Readdirplus3.Res.Ok(
            null,
            9,
            List.of(
                new Readdirplus3.Entryplus3(0x11, XdrString.of("a"), 1, ATTR, FH),
                new Readdirplus3.Entryplus3(0x12, XdrString.of("four"), 2, null, null)),
            false);
    assertBothWays(
        ok,
        Readdirplus3.Res::decode,
        ok::encode,
        OK_HEX
            + "00000000 00000000 00000009"
            + "00000001 00000000 00000011 00000001 61 000000 00000000 00000001"
            + POST_OP_HEX
            + "00000001"
            + FH_HEX
            + "00000001 00000000 00000012 00000004 666f7572  00000000 00000002"
            + "00000000 00000000"
            + "00000000 00000000");
    var fail = new Readdirplus3.Res.Fail(BAD_COOKIE, null);
    assertBothWays(fail, Readdirplus3.Res::decode, fail::encode, BAD_COOKIE_HEX + "00000000");
  }

  @Test
  void fsstat() throws Exception {
    var args = new Fsstat3.Args(FH);
    assertBothWays(args, Fsstat3.Args::decode, args::encode, FH_HEX);
    var ok = new Fsstat3.Res.Ok(ATTR, 1, 2, 3, 4, 5, 6, 7);
    assertBothWays(
        ok,
        Fsstat3.Res::decode,
        ok::encode,
        OK_HEX
            + POST_OP_HEX
            + """
            00000000 00000001 00000000 00000002 00000000 00000003  # tbytes, fbytes, abytes
            00000000 00000004 00000000 00000005 00000000 00000006  # tfiles, ffiles, afiles
            00000007                                               # invarsec
            """);
    var fail = new Fsstat3.Res.Fail(STALE, null);
    assertBothWays(fail, Fsstat3.Res::decode, fail::encode, STALE_HEX + "00000000");
  }

  @Test
  void fsinfo() throws Exception {
    var args = new Fsinfo3.Args(FH);
    assertBothWays(args, Fsinfo3.Args::decode, args::encode, FH_HEX);
    var ok =
        new Fsinfo3.Res.Ok(
            null,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            new NfsTime3(0, 1),
            Fsinfo3.FSF3_LINK
                | Fsinfo3.FSF3_SYMLINK
                | Fsinfo3.FSF3_HOMOGENEOUS
                | Fsinfo3.FSF3_CANSETTIME);
    assertBothWays(
        ok,
        Fsinfo3.Res::decode,
        ok::encode,
        OK_HEX
            + """
            00000000
            00000001 00000002 00000003  # rtmax, rtpref, rtmult
            00000004 00000005 00000006  # wtmax, wtpref, wtmult
            00000007                    # dtpref
            00000000 00000008           # maxfilesize
            00000000 00000001           # time_delta
            0000001b                    # properties
            """);
    var fail = new Fsinfo3.Res.Fail(STALE, ATTR);
    assertBothWays(fail, Fsinfo3.Res::decode, fail::encode, STALE_HEX + POST_OP_HEX);
  }

  @Test
  void pathconf() throws Exception {
    var args = new Pathconf3.Args(FH);
    assertBothWays(args, Pathconf3.Args::decode, args::encode, FH_HEX);
    var ok = new Pathconf3.Res.Ok(ATTR, 32000, 255, true, false, true, false);
    assertBothWays(
        ok,
        Pathconf3.Res::decode,
        ok::encode,
        OK_HEX + POST_OP_HEX + "00007d00 000000ff 00000001 00000000 00000001 00000000");
    var fail = new Pathconf3.Res.Fail(STALE, null);
    assertBothWays(fail, Pathconf3.Res::decode, fail::encode, STALE_HEX + "00000000");
  }
}
