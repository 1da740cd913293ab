package dev.byway.cli.mount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.client.NfsUrl;
import dev.byway.fuse.FuseOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountOptionsTest {
  private static MountOptions parse(String... texts) {
    return MountOptions.parse(List.of(texts));
  }

  private static FuseOptions fuse(String... texts) {
    return parse(texts).fuse("what");
  }

  @Test
  void theWordsOfMountSetTheMount() {
    var mount = fuse("ro,noexec,noatime", "allow_other,default_permissions,max_read=65536").mount();
    assertThat(mount.source()).isEqualTo("what");
    assertThat(mount.readOnly()).isTrue();
    assertThat(mount.exec()).isFalse();
    assertThat(mount.atime()).isFalse();
    assertThat(mount.allowOther()).isTrue();
    assertThat(mount.defaultPermissions()).isTrue();
    assertThat(mount.maxRead()).isEqualTo(65536);
    assertThat(mount.suid()).isFalse();
    assertThat(fuse("ro,rw").mount().readOnly()).isFalse();
    assertThat(fuse("noallow_other,nodefault_permissions").mount().allowOther()).isFalse();
    assertThat(fuse("suid").mount().suid()).isTrue();
  }

  @Test
  void switchesAndNumbersSetTheSession() {
    assertThat(fuse().passthrough()).isTrue();
    assertThat(fuse("passthrough=off").passthrough()).isFalse();
    assertThat(fuse("nopassthrough").passthrough()).isFalse();
    assertThat(fuse("direct_io").directIo()).isTrue();
    assertThat(fuse("writeback=on,threads=7,max_threads=9"))
        .matches(options -> options.writeback() && options.threads() == 7)
        .matches(options -> options.maxThreads() == 9);
    assertThat(fuse("threads=100").maxThreads()).isEqualTo(100);
  }

  @Test
  void theKernelKeepsNothingLongerThanTheRoomDoes() {
    assertThat(fuse().followsRoom()).isTrue();
    assertThat(fuse("actimeo=0").entryTimeout()).isZero();
    assertThat(fuse("actimeo=0").followsRoom()).isFalse();
    assertThat(fuse("noac").followsRoom()).isFalse();
    assertThat(fuse("noac").attributeTimeout()).isZero();
    assertThat(fuse("lookupcache=none").followsRoom()).isFalse();
    assertThat(fuse("lookupcache=none").entryTimeout()).isZero();
    assertThat(fuse("lookupcache=none").attributeTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(fuse("noac,attr_timeout=2.5,entry_timeout=60"))
        .matches(options -> !options.followsRoom())
        .matches(options -> options.attributeTimeout().equals(Duration.ofMillis(2500)))
        .matches(options -> options.entryTimeout().equals(Duration.ofMinutes(1)));
  }

  @Test
  void whatIsNoOptionOfAMountIsOneOfTheUrl() {
    MountOptions options =
        parse("ro,soft,timeo=50,actimeo=7,vers=3,port=2050,proto=tcp,sec=sys,uid=5,nolock");
    NfsUrl url = options.url(NfsUrl.parse("nfs://host/path?cachesize=9&timeo=60"));
    assertThat(url.options())
        .containsEntry("soft", "on")
        .containsEntry("timeo", "50")
        .containsEntry("actimeo", "7")
        .containsEntry("version", "3")
        .containsEntry("nfsport", "2050")
        .containsEntry("readonly", "on")
        .containsEntry("cachesize", "9")
        .doesNotContainKeys("uid", "nolock", "proto", "sec");
    assertThat(options.uid()).isEqualTo(5);
    assertThat(options.gid()).isNull();
  }

  @Test
  void whatOnlyFstabWantsIsPassedOver() {
    String fstab = "defaults,noauto,nofail,_netdev,user,x-systemd.idle-timeout=5,X-a,comment=b,ro";
    NfsUrl url = NfsUrl.parse("nfs://host/");
    assertThat(parse(fstab).url(url).options()).containsOnlyKeys("readonly");
    parse(fstab).requireNoUrl();
    assertThat(parse(fstab)).hasToString("ro");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "threads=0",
        "threads=x",
        "umask=9",
        "umask=",
        "uid=me",
        "retry=-1",
        "attr_timeout=-1",
        "attr_timeout=NaN",
        "direct_io=maybe",
        "max_threads=99999",
        "actimeo=x"
      })
  void mistakesAreExplained(String option) {
    assertThatThrownBy(() -> parse(option))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(option.substring(0, option.indexOf('=')));
  }

  @Test
  void unknownOptionsAreRefusedByEveryRoom() {
    assertThatThrownBy(() -> new Source("memory:").check(parse("soft")))
        .hasMessageContaining("soft");
    assertThatThrownBy(() -> new Source("/tmp").check(parse("bogus")))
        .hasMessageContaining("bogus");
    assertThatThrownBy(() -> new Source("host:/a").check(parse("bogus")))
        .hasMessageContaining("bogus");
    new Source("host:/a").check(parse("soft"));
    new Source("[::1]:/a").check(parse("hard"));
    new Source("nfs://host:2049/a").check(parse("actimeo=3"));
    new Source("memory:").check(parse("actimeo=3"));
  }
}
