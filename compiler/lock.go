package compiler

import "github.com/azoth-orm/azoth/expr"

// ForUpdate writes the locking clause. It is the "lock" clause of the default grammar.
func ForUpdate(c *Compiler, s *SelectState) {
	if s.Query.Rare == nil || s.Query.Rare.ForUpdate == nil || c.grammar.Lock == nil {
		return
	}
	c.grammar.Lock(c, s.Query.Rare.ForUpdate)
}

// StandardLock writes FOR UPDATE and nothing of its options.
func StandardLock(c *Compiler, _ *expr.ForUpdate) { c.Write(" FOR UPDATE") }

// LockOptions appends OF, NOWAIT and SKIP LOCKED, which PostgreSQL and MySQL have behind the strength of the lock.
func (c *Compiler) LockOptions(f *expr.ForUpdate) {
	for i, of := range f.Of {
		if i == 0 {
			c.Write(" OF ")
		} else {
			c.Write(", ")
		}
		c.nameAs(sourceName, c.fromName(of))
	}
	if f.NoWait {
		c.Write(" NOWAIT")
	}
	if f.SkipLocked {
		c.Write(" SKIP LOCKED")
	}
}
