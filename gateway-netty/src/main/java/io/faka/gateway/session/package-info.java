/**
 * The event loop's side of the pipeline, shared by every protocol: commands in, replies out, back-pressure, order ids. Whatever
 * is here belongs to one event loop and is called on its thread unless a method says otherwise; nothing here blocks that thread.
 */
package io.faka.gateway.session;
