/**
 * HTTP/1.1 on the event loop: a strict parser, routes, answers in request order, imports that stream. Everything here belongs to
 * one event loop unless it says otherwise.
 */
package io.faka.gateway.http;
