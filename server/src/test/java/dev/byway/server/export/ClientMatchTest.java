package dev.byway.server.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientMatchTest {
  @ParameterizedTest
  @CsvSource({
    "*, 10.0.0.1, true",
    "*, ::1, true",
    "10.0.0.1, 10.0.0.1, true",
    "10.0.0.1, 10.0.0.2, false",
    "10.0.0.0/8, 10.255.1.2, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "10.0.0.0/255.255.254.0, 10.0.1.9, true",
    "10.0.0.0/255.255.254.0, 10.0.2.9, false",
    "192.168.7.9/31, 192.168.7.8, true",
    "192.168.7.9/31, 192.168.7.10, false",
    "0.0.0.0/0, 1.2.3.4, true",
    "0.0.0.0/0, ::1, false",
    "fd00::/7, fd12::1, true",
    "fd00::/8, fc00::1, false",
    "localhost, 127.0.0.1, true",
    "localhost, 127.0.0.2, false",
  })
  void matchesAsItSays(String rule, String client, boolean expected) {
    assertThat(ClientMatch.parse(rule).matches(InetAddress.ofLiteral(client))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10.0.0.0/33", "10.0.0", "10.0.0.0/255.0.255.0", "::/129", "a b", "host/8"})
  void nonsenseIsRefused(String rule) {
    assertThatThrownBy(() -> ClientMatch.parse(rule)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "10.0.0.1", "10.0.0.0/8", "localhost"})
  void printsAsItWasWritten(String rule) {
    assertThat(ClientMatch.parse(rule)).hasToString(rule);
  }
}
