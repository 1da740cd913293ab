package dev.byway.cli.mount;

import dev.byway.client.NfsUrl;
import dev.byway.client.cache.CacheOptions;
import dev.byway.fuse.FuseOptions;
import dev.byway.linux.Credentials;
import dev.byway.linux.FuseMounts;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The options of `-o`, in the words of mount(8), mount.fuse3(8) and nfs(5).
///
/// What is no option of a mount is an option of the `nfs://` URL. What only mount(8) or systemd
/// want to know (`_netdev`, `nofail`, `x-systemd.automount` and so on) is passed over.
///
/// @param given all options by name, the last of each; a flag has an empty value
public record MountOptions(Map<String, String> given) {
  /// For who reads fstab, not for us.
  private static final Set<String> FOR_OTHERS =
      Set.of(
          "defaults",
          "auto",
          "noauto",
          "nofail",
          "_netdev",
          "user",
          "nouser",
          "users",
          "nousers",
          "owner",
          "group",
          "comment",
          "async",
          "diratime",
          "norelatime",
          "relatime",
          "bg",
          "fg",
          "intr",
          "nointr",
          "lock",
          "nolock",
          "local_lock",
          "tcp",
          "rw",
          "dev",
          "suid",
          "exec",
          "atime",
          "sloppy");

  private static final Set<String> FLAGS =
      Set.of(
          "ro",
          "nosuid",
          "nodev",
          "noexec",
          "noatime",
          "allow_other",
          "noallow_other",
          "default_permissions",
          "nodefault_permissions",
          "nodirect_io",
          "nowriteback",
          "nopassthrough");

  private static final Set<String> SWITCHES = Set.of("direct_io", "writeback", "passthrough");

  private static final Set<String> VALUES =
      Set.of(
          "uid",
          "gid",
          "umask",
          "attr_timeout",
          "entry_timeout",
          "threads",
          "max_threads",
          "max_read",
          "retry");

  /// Options of a URL that mean something for other rooms too: for the kernel's memory.
  private static final Set<String> TIMES =
      Set.of("noac", "actimeo", "acregmin", "acregmax", "acdirmin", "acdirmax", "lookupcache");

  /// How long names and attributes may be kept by the kernel unless something says less.
  private static final Duration KEPT = Duration.ofSeconds(1);

  private static final int RETRY_MINUTES = 2;

  public MountOptions {
    given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
  }

  /// @param texts comma-separated options, as often as `-o` was given
  /// @throws IllegalArgumentException the message says what is wrong
  public static MountOptions parse(List<String> texts) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String text : texts) {
      for (String option : text.split(",")) {
        if (!option.isBlank()) {
          int equals = option.indexOf('=');
          String name = (equals < 0 ? option : option.substring(0, equals)).strip();
          given.put(name, equals < 0 ? "" : option.substring(equals + 1));
          if (name.equals("rw")) {
            given.remove("ro");
          }
        }
      }
    }
    MountOptions options = new MountOptions(given);
    options.fuse("");
    options.uid();
    options.gid();
    options.umask();
    options.retry();
    return options;
  }

  /// The URL with those options that are its own.
  ///
  /// @throws IllegalArgumentException the message says what is wrong
  public NfsUrl url(NfsUrl url) {
    NfsUrl merged = url;
    for (Map.Entry<String, String> option : given.entrySet()) {
      String name = option.getKey();
      String value = option.getValue();
      switch (name) {
        case "vers", "nfsvers" -> merged = merged.with("version", value);
        case "port" -> merged = merged.with("nfsport", value);
        case "proto" -> need(value.startsWith("tcp"), "proto=" + value + ": only tcp");
        case "sec" -> need(value.equals("sys"), "sec=" + value + ": only sys yet");
        case "ro" -> merged = merged.with("readonly", "on");
        default -> {
          if (!isOfTheMount(name)) {
            merged = merged.with(name, value.isEmpty() ? "on" : value);
          }
        }
      }
    }
    return merged;
  }

  /// For a room that is no NFS server.
  ///
  /// @throws IllegalArgumentException an option that it does not know
  public void requireNoUrl() {
    for (String name : given.keySet()) {
      need(
          isOfTheMount(name) || TIMES.contains(name),
          "option '" + name + "' is for nfs:// only, or not known");
    }
  }

  private static boolean isOfTheMount(String name) {
    return FLAGS.contains(name)
        || SWITCHES.contains(name)
        || VALUES.contains(name)
        || FOR_OTHERS.contains(name)
        || name.startsWith("x-")
        || name.startsWith("X-");
  }

  /// @param source what is mounted, for `/proc/mounts`
  public FuseOptions fuse(String source) {
    boolean all = has("allow_other") || Credentials.geteuid() == 0 && !has("noallow_other");
    FuseMounts.Options mount =
        new FuseMounts.Options(
            source,
            has("ro"),
            has("suid") || has("dev"),
            !has("noexec"),
            !has("noatime"),
            all,
            // the kernel keeps names for all users: what one may not look up, another may
            has("default_permissions") || all && !has("nodefault_permissions"),
            number("max_read", 0, 0, 1 << 30));
    FuseOptions fuse = FuseOptions.of(mount);
    int threads = number("threads", fuse.threads(), 1, 1024);
    int most = number("max_threads", Math.max(threads, fuse.maxThreads()), threads, 4096);
    return timeouts(fuse)
        .withThreads(Math.max(threads, 2), Math.max(most, 2))
        .withDirectIo(isOn("direct_io", false))
        .withWriteback(isOn("writeback", false))
        .withPassthrough(isOn("passthrough", true));
  }

  /// All options, with the value that a switch of a URL has without one.
  private Map<String, String> switchedOn() {
    Map<String, String> all = new LinkedHashMap<>(given);
    all.replaceAll((name, value) -> value.isEmpty() ? "on" : value);
    return all;
  }

  /// The kernel believes names and attributes as long as the room does, unless something was said
  /// that makes it less.
  private FuseOptions timeouts(FuseOptions fuse) {
    Duration entry = kept("entry_timeout");
    Duration attribute = kept("attr_timeout");
    CacheOptions cache = CacheOptions.defaults().with(switchedOn());
    boolean usual =
        cache.lookupCache() == CacheOptions.LookupCache.ALL
            && !has("entry_timeout")
            && !has("attr_timeout")
            && entry.equals(KEPT)
            && attribute.equals(KEPT);
    return usual ? fuse : fuse.withTimeouts(entry, attribute);
  }

  /// As given in seconds; else a second, or less where the room's own times are shorter.
  private Duration kept(String name) {
    String value = given.get(name);
    if (value != null) {
      try {
        double seconds = Double.parseDouble(value);
        need(seconds >= 0 && seconds <= 1e9, name + "=" + value + " is not a number of seconds");
        return Duration.ofNanos((long) (seconds * 1e9));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(name + "=" + value + " is not a number of seconds", e);
      }
    }
    CacheOptions cache = CacheOptions.defaults().with(switchedOn());
    boolean names = name.equals("entry_timeout");
    if (cache.noac() || (names && cache.lookupCache() == CacheOptions.LookupCache.NONE)) {
      return Duration.ZERO;
    }
    Duration own = Duration.ofSeconds(names ? cache.times().acdirmin() : cache.times().acregmin());
    return own.compareTo(KEPT) < 0 ? own : KEPT;
  }

  /// Whose all files are to look, if said.
  public @Nullable Integer uid() {
    return id("uid");
  }

  /// As [#uid], of the group.
  public @Nullable Integer gid() {
    return id("gid");
  }

  /// The bits that no file's mode is to have, if said.
  public @Nullable Integer umask() {
    String value = given.get("umask");
    if (value == null) {
      return null;
    }
    need(value.matches("[0-7]{1,4}"), "umask=" + value + " is not octal");
    return Integer.parseInt(value, 8);
  }

  private @Nullable Integer id(String name) {
    String value = given.get(name);
    try {
      return value == null ? null : Integer.valueOf(Integer.parseUnsignedInt(value));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + "=" + value + " is not a number", e);
    }
  }

  /// For how long to try a server that does not answer at first.
  public Duration retry() {
    return Duration.ofMinutes(number("retry", RETRY_MINUTES, 0, 1_000_000));
  }

  private boolean has(String name) {
    return given.containsKey(name);
  }

  private boolean isOn(String name, boolean otherwise) {
    String value = given.get(name);
    if (value == null) {
      return given.containsKey("no" + name) ? false : otherwise;
    }
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "", "on", "1", "true" -> true;
      case "off", "0", "false" -> false;
      default -> throw new IllegalArgumentException(name + "=" + value + ": say on or off");
    };
  }

  private int number(String name, int otherwise, int min, int max) {
    String value = given.get(name);
    if (value == null) {
      return otherwise;
    }
    need(value.matches("[0-9]{1,9}"), name + "=" + value + " is not a number");
    int number = Integer.parseInt(value);
    need(number >= min && number <= max, name + "=" + value + " is not in " + min + " to " + max);
    return number;
  }

  private static void need(boolean truth, String message) {
    if (!truth) {
      throw new IllegalArgumentException(message);
    }
  }

  /// As they were given, without those for others.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    given.forEach(
        (name, value) -> {
          boolean forOthers =
              FOR_OTHERS.contains(name) || name.toLowerCase(Locale.ROOT).startsWith("x-");
          if (!forOthers || name.equals("rw")) {
            text.append(text.isEmpty() ? "" : ",").append(name);
            text.append(value.isEmpty() ? "" : "=" + value);
          }
        });
    return text.toString();
  }
}
