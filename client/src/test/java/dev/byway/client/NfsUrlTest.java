package dev.byway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.client.cache.CacheOptions;
import dev.byway.client.rpc.Patience;
import dev.byway.client.rpc.RpcSettings;
import dev.byway.vfs.PathText;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NfsUrlTest {
  @Test
  void everyPartIsRead() {
    NfsUrl url = NfsUrl.parse("nfs://1000@server:20490/data/sub?rsize=65536&soft&gid=7");
    assertThat(url)
        .isEqualTo(
            new NfsUrl(
                "1000",
                "server",
                20490,
                "/data/sub",
                Map.of("rsize", "65536", "soft", "on", "gid", "7")));
    assertThat(url).hasToString("nfs://1000@server:20490/data/sub");
    assertThat(NfsMount.identity(url)).hasToString("1000:7@local");
  }

  @Test
  void mostPartsMayBeLeftOut() {
    assertThat(NfsUrl.parse("nfs://server")).isEqualTo(new NfsUrl("", "server", 0, "/", Map.of()));
    assertThat(NfsUrl.parse("NFS://server/")).isEqualTo(NfsUrl.parse("nfs://server?"));
    assertThat(NfsMount.identity(NfsUrl.parse("nfs://server/x"))).isNull();
    assertThat(NfsMount.settings(NfsUrl.parse("nfs://server/x"))).isEqualTo(RpcSettings.DEFAULT);
  }

  @Test
  void addressesOfBothKindsAreHosts() {
    assertThat(NfsUrl.parse("nfs://127.0.0.1:2049/a").host()).isEqualTo("127.0.0.1");
    NfsUrl six = NfsUrl.parse("nfs://[::1]:2049/a");
    assertThat(six.host()).isEqualTo("::1");
    assertThat(six).hasToString("nfs://[::1]:2049/a");
  }

  @Test
  void pathsAreDecodedAndMadePlain() {
    assertThat(NfsUrl.parse("nfs://h//a%20b///c+d%3F/").path()).isEqualTo("/a b/c+d?");
  }

  @Test
  void everyByteOfANameCanBeWritten() {
    byte[] name = new byte[255];
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < name.length; i++) {
      name[i] = (byte) (i == '/' - 1 ? 'x' : i + 1);
      escaped.append(String.format("%%%02x", name[i]));
    }
    NfsUrl url = NfsUrl.parse("nfs://h/" + escaped + "/b");
    assertThat(PathText.bytes(url.path()))
        .startsWith('/')
        .containsSubsequence(name)
        .endsWith('/', 'b');
    assertThat(NfsUrl.parse(url.toString())).isEqualTo(url);
    assertThat(NfsUrl.parse("nfs://h/k%FChl/ü/50%25")).hasToString("nfs://h/k%FChl/ü/50%25");
    assertThat(NfsUrl.parse("nfs://h/k\udcfchl")).isEqualTo(NfsUrl.parse("nfs://h/k%FChl"));
  }

  @Test
  void optionsOfTheCacheAreRead() {
    String text =
        "nfs://h/a?cachesize=64&dirty=16&workers=3&readahead=2&acregmin=1&acdirmax=90&nocto"
            + "&lookupcache=pos";
    CacheOptions options = CacheOptions.defaults().with(NfsUrl.parse(text).options());
    assertThat(options.cacheSize()).isEqualTo(64 << 20);
    assertThat(options.dirty()).isEqualTo(16 << 20);
    assertThat(options.workers()).isEqualTo(3);
    assertThat(options.readahead()).isEqualTo(2);
    assertThat(options.times()).isEqualTo(new CacheOptions.Times(1, 60, 30, 90));
    assertThat(options.cto()).isFalse();
    assertThat(options.lookupCache()).isEqualTo(CacheOptions.LookupCache.POSITIVE);
    CacheOptions all = CacheOptions.defaults().with(NfsUrl.parse("nfs://h/a?actimeo=7").options());
    assertThat(all.times()).isEqualTo(CacheOptions.Times.all(7));
    assertThat(CacheOptions.defaults().with(NfsUrl.parse("nfs://h/a?noac").options()).noac())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cachesize=0", "dirty=999999", "workers=1000", "acregmin=-1", "lookupcache=some"})
  void impossibleCachesAreRefused(String option) {
    assertThatThrownBy(() -> NfsUrl.parse("nfs://h/a?" + option))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(option.substring(0, option.indexOf('=')));
  }

  @Test
  void optionsBecomeSettings() {
    NfsUrl url =
        NfsUrl.parse("nfs://h/a?timeo=15&retrans=5&soft=1&nconnect=4&resvport=off&localio=off");
    assertThat(NfsMount.settings(url)).isEqualTo(new RpcSettings(1500, 5, Patience.SOFT, 4, false));
    assertThat(url.isOn("localio", true)).isFalse();
    assertThat(NfsMount.settings(NfsUrl.parse("nfs://h/a?hard")).patience())
        .isEqualTo(Patience.HARD);
    assertThat(NfsMount.settings(NfsUrl.parse("nfs://h/a?hard=off")).patience())
        .isEqualTo(Patience.SOFT);
    assertThat(NfsMount.settings(NfsUrl.parse("nfs://h/a?softerr")).patience())
        .isEqualTo(Patience.SOFTERR);
    assertThat(NfsMount.identity(NfsUrl.parse("nfs://h/a?uid=4294967294&gid=0")))
        .hasToString("4294967294:0@local");
  }

  @Test
  void unknownOptionIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> NfsUrl.parse("nfs://h/a?rsise=1"))
        .hasMessageContaining("unknown option 'rsise'")
        .hasMessageContaining("nconnect, nfsport, noac")
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/tmp/x",
        "http://h/a",
        "nfs:///a",
        "nfs://h:0/a",
        "nfs://h:65536/a",
        "nfs://h:port/a",
        "nfs://me@h/a",
        "nfs://h/%zz",
        "nfs://h/%f",
        "nfs://h/\ud800",
        "nfs://h/a%00b",
        "nfs://[::1/a",
        "nfs://h/a?version=4",
        "nfs://h/a?rsize=100",
        "nfs://h/a?rsize=99999999999",
        "nfs://h/a?rsize=",
        "nfs://h/a?nconnect=17",
        "nfs://h/a?timeo=0",
        "nfs://h/a?mountport=70000",
        "nfs://h/a?readonly=perhaps",
        "nfs://h/a?soft&hard",
        "nfs://h/a?uid=-1",
      })
  void mistakesAreNamed(String text) {
    assertThatThrownBy(() -> NfsUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(text + ": ");
  }
}
