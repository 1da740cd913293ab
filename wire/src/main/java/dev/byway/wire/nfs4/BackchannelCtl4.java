package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.util.List;

/// BACKCHANNEL_CTL, RFC 8881 §18.33.
public final class BackchannelCtl4 {
  private BackchannelCtl4() {}

  public record Args(int cbProgram, List<CallbackSec4> secParms) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(reader.int32(), CallbackSec4.decodeAll(reader));
    }

    public void encode(XdrWriter writer) {
      writer.int32(cbProgram);
      CallbackSec4.encodeAll(writer, secParms);
    }
  }
}
