// Package chaosproxy is a TCP proxy on the loopback that does to a connection what networks do: it holds, delays, throttles, cuts and
// resets it, at a moment that a test chooses.
//
//	p := chaosproxy.Start(t, chaosproxy.PostgreSQL, server.Addr())
//	db := open(p.URL(server.URL()))
//	p.Inject(chaosproxy.Fault{Match: chaosproxy.IsCommit, At: chaosproxy.BeforeReply}) // the COMMIT is done, its reply is lost
//
// It reads along in the protocols of PostgreSQL and MySQL, far enough to know which statement a message runs and where the reply to it
// begins: simple and extended queries, prepared statements, pipelines. Connections with TLS pass, but unread.
//
// A fault is of one statement ([Proxy.Inject]) or of the line ([Proxy.Hold], [Proxy.Delay], [Proxy.Throttle], [Proxy.CutAfter],
// [Proxy.Reset], [Proxy.Refuse]). All of a proxy's methods may be called at any time, by any goroutine, and hold for connections that are
// open as well as for those to come.
package chaosproxy
