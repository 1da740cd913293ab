package dev.byway.wire.nlm4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/// Results of TEST.
///
///     union nlm4_testrply switch (nlm4_stats stat) {
///     case NLM4_DENIED: nlm4_holder holder;
///     default:          void;
///     };
///     struct nlm4_testres { netobj cookie; nlm4_testrply stat; };
///
/// @param holder null unless the status is NLM4_DENIED
public record Nlm4Testres(Netobj cookie, Nlm4Stats stat, @Nullable Nlm4Holder holder) {
  public Nlm4Testres {
    if ((stat == Nlm4Stats.NLM4_DENIED) != (holder != null)) {
      throw new IllegalArgumentException("the holder is that of NLM4_DENIED");
    }
  }

  public static Nlm4Testres decode(XdrReader reader) throws WireException {
    Netobj cookie = Netobj.decode(reader);
    Nlm4Stats stat = Nlm4Stats.decode(reader);
    boolean denied = stat == Nlm4Stats.NLM4_DENIED;
    return new Nlm4Testres(cookie, stat, denied ? Nlm4Holder.decode(reader) : null);
  }

  public void encode(XdrWriter writer) {
    cookie.encode(writer);
    stat.encode(writer);
    if (holder != null) {
      holder.encode(writer);
    }
  }
}
