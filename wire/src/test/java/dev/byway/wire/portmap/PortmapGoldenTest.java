package dev.byway.wire.portmap;

import static dev.byway.wire.Golden.assertBothWays;
import static dev.byway.wire.Golden.hex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.wire.xdr.XdrString;
import java.util.List;
import org.junit.jupiter.api.Test;

/// RFC 1833.
class PortmapGoldenTest {
  private static final Mapping NFS = new Mapping(100003, 3, Portmap.IPPROTO_TCP, 2049);
  private static final String NFS_HEX = " 000186a3 00000003 00000006 00000801 ";
  private static final Rpcb RPCB =
      new Rpcb(
          100005, 3, XdrString.of("tcp"), XdrString.of("0.0.0.0.8.1"), XdrString.of("superuser"));
  private static final String RPCB_HEX =
      """
       000186a5 00000003
      00000003 746370 00                       # tcp
      0000000b 302e302e302e302e382e31 00       # 0.0.0.0.8.1
      00000009 737570657275736572 000000       # superuser
      """;

  @Test
  void mapping() throws Exception {
    assertBothWays(NFS, Mapping::decode, NFS::encode, NFS_HEX);
  }

  @Test
  void dumpOfMappings() throws Exception {
    var dump = new PmapDump(List.of(NFS, new Mapping(100003, 3, Portmap.IPPROTO_UDP, 2049)));
    String hex = "00000001" + NFS_HEX + "00000001 000186a3 00000003 00000011 00000801" + "00000000";
    assertBothWays(dump, PmapDump::decode, dump::encode, hex);
    assertThat(dump.encodedSize()).isEqualTo(hex(hex).remaining());
  }

  @Test
  void rpcb() throws Exception {
    assertBothWays(RPCB, Rpcb::decode, RPCB::encode, RPCB_HEX);
  }

  @Test
  void dumpOfRpcbs() throws Exception {
    var dump = new RpcbDump(List.of(RPCB, RPCB));
    String hex = "00000001" + RPCB_HEX + "00000001" + RPCB_HEX + "00000000";
    assertBothWays(dump, RpcbDump::decode, dump::encode, hex);
    assertThat(dump.encodedSize()).isEqualTo(hex(hex).remaining());
  }

  @Test
  void proceduresHaveTheNumbersOfTheRfc() {
    assertThat(PmapProcedure.of(3)).isEqualTo(PmapProcedure.GETPORT);
    assertThat(PmapProcedure.of(5)).isEqualTo(PmapProcedure.CALLIT);
    assertThat(PmapProcedure.of(6)).isNull();
    assertThat(RpcbProcedure.of(3)).isEqualTo(RpcbProcedure.GETADDR);
    assertThat(RpcbProcedure.of(12)).isEqualTo(RpcbProcedure.GETSTAT);
    assertThat(RpcbProcedure.of(13)).isNull();
  }
}
