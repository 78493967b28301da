package orm_test

import (
	"errors"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/orm"
)

// TestConcurrentUse lets a second goroutine use the session while the first is in the middle of a call.
func TestConcurrentUse(t *testing.T) {
	for name, use := range map[string]func(w blogWorld) error{
		"flush": func(w blogWorld) error { return w.s.Flush(w.ctx) },
		"query": func(w blogWorld) error {
			_, err := azoth.Select(w.users).All(w.ctx, w.s)
			return err
		},
		"get": func(w blogWorld) error {
			_, err := orm.Get(w.ctx, w.s, w.users, 1)
			return err
		},
		"commit":   func(w blogWorld) error { return w.s.Commit(w.ctx) },
		"rollback": func(w blogWorld) error { return w.s.Rollback(w.ctx) },
		"close":    func(w blogWorld) error { return w.s.Close() },
		"nested": func(w blogWorld) error {
			_, err := w.s.BeginNested(w.ctx)
			return err
		},
	} {
		step(t, name, plain, func(w blogWorld) {
			u := w.user(1)
			w.given()
			var second error
			w.before = func() {
				done := make(chan error)
				go func() { done <- use(w) }()
				second = <-done
			}
			u.Name = "x"
			w.flush()
			w.before = nil
			if !errors.Is(second, orm.ErrConcurrentUse) {
				t.Errorf("the second goroutine got %v", second)
			}
			w.sends(renameUser + "('x', 1)")
			w.ok(w.s.Commit(w.ctx)) // the first is not harmed
		})
	}
}
