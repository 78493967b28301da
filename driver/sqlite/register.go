//go:build ignore

package sqlite

import "github.com/azoth-orm/azoth/dialect"

func init() { dialect.RegisterDriver("sqlite", "zombiezen", Opener{}) }
