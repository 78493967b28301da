// Package faults holds the campaigns of faults on real servers, through the whole stack: sessions, engine, pool, driver, network, server.
//
// Each campaign runs in a short form with the other tests, and in its full length under SOAK=1, in the tests named TestSoak…: make soak.
// Whatever a campaign does to the program, what is true is asked of the server by an observer that does not go through Azoth.
package faults
