package dev.byway.wire.rpc;

import static dev.byway.wire.Golden.assertBothWays;
import static dev.byway.wire.Golden.assertEncodes;
import static dev.byway.wire.Golden.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/// RFC 5531 §8.2, §9, §11 and appendix A.
class RpcGoldenTest {
  private static final AuthSys ROOT =
      new AuthSys(0x01020304, XdrString.of("host1"), 0, 0, new int[] {0, 4, 24});
  private static final String ROOT_BODY =
      """
      01020304                    # stamp
      00000005 686f737431 000000  # machinename "host1", padded
      00000000 00000000           # uid, gid
      00000003                    # gids
      00000000 00000004 00000018
      """;
  private static final String NONE = "00000000 00000000 # AUTH_NONE, no body\n";
  private static final OpaqueAuth SHORT = new OpaqueAuth(2, ByteBuffer.wrap(new byte[] {7, 8, 9}));
  private static final String SHORT_HEX = "00000002 00000003 070809 00 # AUTH_SHORT, 3 bytes\n";

  @Test
  void callHeader() throws Exception {
    String hex =
        """
        deadbeef 00000000 00000002   # xid, CALL, rpcvers
        000186a3 00000003 00000006   # prog 100003, vers 3, proc 6
        00000001 00000028            # AUTH_SYS, 40 bytes
        """
            + ROOT_BODY
            + NONE;
    CallHeader header =
        new CallHeader(0xdeadbeef, 2, 100003, 3, 6, ROOT.toOpaqueAuth(), OpaqueAuth.NONE);
    assertBothWays(header, CallHeader::decode, header::encode, hex);
    assertEncodes(
        writer -> CallHeader.encode(writer, 0xdeadbeef, 100003, 3, 6, ROOT.toOpaqueAuth()), hex);
  }

  @Test
  void callOfOtherRpcVersionKeepsOnlyXidAndVersion() throws Exception {
    CallHeader header =
        CallHeader.decode(new XdrReader(hex("00000007 00000000 00000003 ffffffff")));
    assertThat(header).isEqualTo(new CallHeader(7, 3, 0, 0, 0, OpaqueAuth.NONE, OpaqueAuth.NONE));
  }

  @Test
  void replyIsNotTakenForCall() {
    assertThatExceptionOfType(WireException.class)
        .isThrownBy(
            () ->
                CallHeader.decode(
                    new XdrReader(
                        hex(
                            "00000007 00000001 00000002 00000000 00000000 00000000"
                                + NONE
                                + NONE))))
        .withMessage("msg_type 1 is not CALL");
  }

  @Test
  void credentialOfMoreThan400BytesIsRefused() {
    String header = "00000007 00000000 00000002 000186a3 00000003 00000000";
    String cred = "00000001 00000191" + "00".repeat(404) + "\n" + NONE;
    assertThatExceptionOfType(WireException.class)
        .isThrownBy(() -> CallHeader.decode(new XdrReader(hex(header + cred))))
        .withMessage("length 401 over 400");
  }

  @Test
  void credentialIsViewOfTheMessage() throws Exception {
    ByteBuffer message =
        hex("00000007 00000000 00000002 000186a3 00000003 00000000 " + SHORT_HEX + NONE);
    OpaqueAuth cred = CallHeader.decode(new XdrReader(message)).cred();
    message.put(32, (byte) 42);
    assertThat(cred.body().get(0)).isEqualTo((byte) 42);
  }

  @Test
  void authSys() throws Exception {
    assertBothWays(ROOT, (XdrReader reader) -> AuthSys.decode(reader), ROOT::encode, ROOT_BODY);
    assertThat(AuthSys.decode(ROOT.toOpaqueAuth().body())).isEqualTo(ROOT);
  }

  @Test
  void authSysOfMoreThan16GroupsIsRefused() {
    String body = "00000000 00000000 00000001 00000001 00000011" + "00000000".repeat(17);
    assertThatExceptionOfType(WireException.class).isThrownBy(() -> AuthSys.decode(hex(body)));
    AuthSys tooMany = new AuthSys(0, XdrString.EMPTY, 1, 1, new int[17]);
    assertThatIllegalArgumentException().isThrownBy(tooMany::toOpaqueAuth);
  }

  @Test
  void acceptedReplies() throws Exception {
    String accepted = "00000007 00000001 00000000 ";
    assertReply(new ReplyBody.Success(OpaqueAuth.NONE), accepted + NONE + "00000000");
    assertReply(new ReplyBody.Success(SHORT), accepted + SHORT_HEX + "00000000");
    assertReply(new ReplyBody.ProgUnavail(SHORT), accepted + SHORT_HEX + "00000001");
    assertReply(
        new ReplyBody.ProgMismatch(OpaqueAuth.NONE, 2, 4),
        accepted + NONE + "00000002 00000002 00000004");
    assertReply(new ReplyBody.ProcUnavail(OpaqueAuth.NONE), accepted + NONE + "00000003");
    assertReply(new ReplyBody.GarbageArgs(OpaqueAuth.NONE), accepted + NONE + "00000004");
    assertReply(new ReplyBody.SystemErr(OpaqueAuth.NONE), accepted + NONE + "00000005");
  }

  @Test
  void deniedReplies() throws Exception {
    String denied = "00000007 00000001 00000001 ";
    assertReply(new ReplyBody.RpcMismatch(2, 2), denied + "00000000 00000002 00000002");
    assertReply(new ReplyBody.AuthError(AuthStat.AUTH_TOOWEAK), denied + "00000001 00000005");
    assertReply(
        new ReplyBody.AuthError(AuthStat.RPCSEC_GSS_CTXPROBLEM), denied + "00000001 0000000e");
  }

  @Test
  void successfulReplyIsAsLongAsItSays() {
    String hex = "00000007 00000001 00000000 " + NONE + "00000000";
    assertEncodes(writer -> ReplyHeader.encodeSuccess(writer, 7), hex);
    assertThat(hex(hex).remaining()).isEqualTo(ReplyHeader.SUCCESS_SIZE);
  }

  @Test
  void recordMarkTellsLengthAndLastFragment() {
    assertThat(RecordMark.ofLast(0x1234)).isEqualTo(0x8000_1234);
    assertThat(RecordMark.isLast(0x8000_1234)).isTrue();
    assertThat(RecordMark.isLast(0x0000_1234)).isFalse();
    assertThat(RecordMark.length(0x8000_1234)).isEqualTo(0x1234);
    assertThat(RecordMark.length(-1)).isEqualTo(Integer.MAX_VALUE);
  }

  private static void assertReply(ReplyBody body, String hex) throws WireException {
    ReplyHeader header = new ReplyHeader(7, body);
    assertBothWays(header, ReplyHeader::decode, header::encode, hex);
  }
}
