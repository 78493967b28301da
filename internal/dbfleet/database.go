package dbfleet

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net/url"
	"testing"
)

// database makes and drops databases on one product's servers.
type database struct {
	create func(ctx context.Context, server *url.URL, name string) error
	drop   func(ctx context.Context, server *url.URL, name string) error
}

// newDatabase creates a database on a server, and drops it when the test ends.
func newDatabase(t testing.TB, kind Kind, server string) string {
	t.Helper()
	u, err := parseURL(server)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	db, name := kind.product().database, uniqueName()
	if err := db.create(ctx, u, name); err != nil {
		t.Fatalf("dbfleet: create database %s on %s: %v", name, u.Redacted(), err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if err := db.drop(ctx, u, name); err != nil {
			t.Errorf("dbfleet: drop database %s on %s: %v", name, u.Redacted(), err)
		}
	})
	return withDatabase(u, name).String()
}

// NewDatabase creates an empty database on the server and drops it when the test ends; by then the server must run.
func (s *Server) NewDatabase(t testing.TB) string {
	t.Helper()
	return newDatabase(t, s.kind, s.URL())
}

// uniqueName is a name that no other process takes on a server that many share.
func uniqueName() string {
	var b [6]byte
	_, _ = rand.Read(b[:]) // never fails
	return "azoth_" + hex.EncodeToString(b[:])
}

func parseURL(s string) (*url.URL, error) {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" {
		// The error of url.Parse holds the text, and that a password.
		return nil, fmt.Errorf("dbfleet: a server's URL is not of the form scheme://user:password@host:port/database")
	}
	return u, nil
}

func withDatabase(u *url.URL, name string) *url.URL {
	c := *u
	c.Path, c.RawPath = "/"+name, ""
	return &c
}

// sameDatabase is the URL of the database of one server on another.
func sameDatabase(server, of string) (string, error) {
	u, err := parseURL(server)
	if err != nil {
		return "", err
	}
	o, err := parseURL(of)
	if err != nil {
		return "", err
	}
	return withDatabase(u, o.Path[1:]).String(), nil
}
