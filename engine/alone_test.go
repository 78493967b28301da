package engine_test

import (
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/engine"
)

func TestBeginAlone(t *testing.T) {
	w := newWorld(t)
	c := w.connect(t)
	if alone, err := c.BeginAlone(ctx); !alone || err != nil {
		t.Fatal(alone, err)
	}
	ok(t, w.users.insert(ctx, c, "ed"))
	if err := w.users.insert(ctx, c, "wendy"); err == nil || !strings.Contains(err.Error(), "one statement") {
		t.Errorf("a second statement: %v", err)
	}
	ok(t, c.Commit(ctx))
	ok(t, w.users.insert(ctx, c, "mary")) // a transaction as ever
	ok(t, c.Rollback(ctx))
	w.sent(t, "BEGIN", "INSERT INTO users (name) VALUES (?) [ed]", "COMMIT", "BEGIN", "INSERT INTO users (name) VALUES (?) [mary]", "ROLLBACK")
	ok(t, c.Close())
	if got := w.users.names(t, w); len(got) != 1 || got[0] != "ed" {
		t.Errorf("stored %v", got)
	}
}

// Whoever has chosen how transactions begin gets such transactions.
func TestBeginAloneIsRefused(t *testing.T) {
	for name, o := range map[string]engine.Option{
		"BEGIN of the program": engine.BeginWith("BEGIN IMMEDIATE"), "autocommit": engine.WithIsolation(engine.Autocommit),
		"isolation level": engine.WithIsolation(engine.Serializable),
	} {
		t.Run(name, func(t *testing.T) {
			c := newWorld(t, o).connect(t)
			if alone, err := c.BeginAlone(ctx); alone || err != nil {
				t.Error(alone, err)
			}
		})
	}
	t.Run("an open transaction", func(t *testing.T) {
		w := newWorld(t)
		c := w.connect(t)
		ok(t, w.users.insert(ctx, c, "ed"))
		if alone, err := c.BeginAlone(ctx); alone || err != nil {
			t.Error(alone, err)
		}
	})
}
