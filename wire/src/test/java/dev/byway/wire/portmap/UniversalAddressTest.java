package dev.byway.wire.portmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrString;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 5665 §5.2.3.3 and §5.2.3.4.
class UniversalAddressTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1.8.1, 127.0.0.1, 2049",
    "0.0.0.0.0.111, 0.0.0.0, 111",
    "10.1.3.7.255.255, 10.1.3.7, 65535",
    "0:0:0:0:0:0:0:1.8.1, ::1, 2049",
    "2001:db8:0:0:0:0:0:17.0.0, 2001:db8::17, 0",
  })
  void addressesAreReadAndWritten(String universal, String host, int port) throws Exception {
    var address = new InetSocketAddress(InetAddress.ofLiteral(host), port);
    assertThat(UniversalAddress.parse(XdrString.of(universal))).isEqualTo(address);
    assertThat(UniversalAddress.format(address)).hasToString(universal);
  }

  @ParameterizedTest
  @CsvSource({"::1.8.1, ::1", "::.8.1, ::", "2001:DB8::17.8.1, 2001:db8::17"})
  void shortFormsOfIpv6AreReadToo(String universal, String host) throws Exception {
    assertThat(UniversalAddress.parse(XdrString.of(universal)))
        .isEqualTo(new InetSocketAddress(InetAddress.ofLiteral(host), 2049));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "1.2",
        "8.1",
        ".8.1",
        "127.0.0.1",
        "127.0.0.1.8",
        "127.0.0.1.8.",
        "127.0.0.1..1",
        "127.0.0.1.256.1",
        "127.0.0.1.8.-1",
        "127.0.0.1.8.99999999999",
        "127.0.0.256.8.1",
        "127.1.8.1",
        "localhost.8.1",
        "fe80::1%lo.8.1",
        "[::1].8.1",
        ":::1.8.1",
        "12345::1.8.1",
        "127.0.0.1.8.1\n",
      })
  void otherTextIsRefused(String text) {
    assertThatExceptionOfType(WireException.class)
        .isThrownBy(() -> UniversalAddress.parse(XdrString.of(text)));
  }

  @Test
  void veryLongTextIsRefused() {
    assertThatExceptionOfType(WireException.class)
        .isThrownBy(() -> UniversalAddress.parse(XdrString.of("1.".repeat(400) + "8.1")));
  }

  @Test
  void zoneIsNotWritten() throws Exception {
    var linkLocal = InetAddress.ofLiteral("fe80::1%1");
    assertThat(UniversalAddress.format(new InetSocketAddress(linkLocal, 2049)))
        .hasToString("fe80:0:0:0:0:0:0:1.8.1");
  }

  @Test
  void unresolvedAddressCannotBeWritten() {
    var unresolved = InetSocketAddress.createUnresolved("host.invalid", 1);
    assertThatIllegalArgumentException().isThrownBy(() -> UniversalAddress.format(unresolved));
  }
}
