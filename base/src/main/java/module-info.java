/// The words every other module shares: [dev.byway.base.Errno] and bounded building blocks.
@org.jspecify.annotations.NullMarked
module dev.byway.base {
  requires static transitive org.jspecify;

  exports dev.byway.base;
}
