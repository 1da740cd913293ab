/// What both ends of LOCALIO share: the slots in which a grant is valid or not, the folder where
/// processes meet, and the registry where a client and a server in one JVM do.
package dev.byway.net.localio;
