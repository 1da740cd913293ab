package dev.byway.wire.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.byway.wire.WireException;
import dev.byway.wire.portmap.UniversalAddress;
import dev.byway.wire.xdr.XdrString;
import java.net.InetSocketAddress;

class UniversalAddressFuzzTest {
  @FuzzTest(maxDuration = "20s")
  void parse(byte[] input) throws WireException {
    InetSocketAddress address;
    try {
      address = UniversalAddress.parse(XdrString.of(input));
    } catch (WireException refused) {
      return;
    }
    InetSocketAddress again = UniversalAddress.parse(UniversalAddress.format(address));
    if (!address.equals(again)) {
      throw new AssertionError(again + " from " + address);
    }
  }
}
