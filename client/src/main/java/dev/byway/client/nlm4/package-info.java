/// Locks of an NFSv3 server, which it keeps by a protocol of their own (NLM).
package dev.byway.client.nlm4;
