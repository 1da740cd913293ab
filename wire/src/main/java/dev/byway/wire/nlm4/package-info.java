/// The network lock manager, version 4 (NFSv3 locks by it): RFC 1813 appendix II, and the X/Open
/// XNFS chapters 10 and 14 that it builds on.
package dev.byway.wire.nlm4;
