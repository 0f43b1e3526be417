/** The event feed: pages and streams of the event log, for people's programs. Reads on threads of its own; knows no protocol. */
package io.faka.gateway.feed;
