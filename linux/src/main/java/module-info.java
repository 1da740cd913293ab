/// Linux system calls by `java.lang.foreign`. The only module that makes native calls.
@org.jspecify.annotations.NullMarked
module dev.byway.linux {
  requires static transitive org.jspecify;
  requires transitive dev.byway.base;

  exports dev.byway.linux;
}
