package azoth

import "github.com/azoth-orm/azoth/expr"

// NoWait makes ForUpdate and ForShare fail at once at a row that is locked: NOWAIT. SQLAlchemy: with_for_update(nowait=True).
func NoWait() expr.LockOption { return expr.NoWait() }

// SkipLocked makes ForUpdate and ForShare leave out rows that are locked: SKIP LOCKED. SQLAlchemy: with_for_update(skip_locked=True).
func SkipLocked() expr.LockOption { return expr.SkipLocked() }

// KeyShare makes the locks of ForUpdate and ForShare weaker: FOR NO KEY UPDATE, FOR KEY SHARE.
// SQLAlchemy: with_for_update(key_share=True).
func KeyShare() expr.LockOption { return expr.KeyShare() }

// LockOf restricts ForUpdate and ForShare to the rows of some FROM elements: OF table. SQLAlchemy: with_for_update(of=...).
func LockOf(of ...expr.From) expr.LockOption { return expr.LockOf(of...) }
