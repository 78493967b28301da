package mapping

import "fmt"

// ConfigError says what is wrong with a mapping: which struct, which field, why, and what to do.
//
// SQLAlchemy: ArgumentError, AmbiguousForeignKeysError, NoForeignKeysError, raised by configure_mappers.
type ConfigError struct {
	// Type is the entity or the mapping struct, Field the field; "" if it is about the whole.
	Type, Field string
	// Reason is what is wrong, and what to write instead.
	Reason string
}

// Error is the message: mapping: Post.Author: no foreign key ….
func (e *ConfigError) Error() string {
	if e.Field == "" {
		return fmt.Sprintf("mapping: %s: %s", e.Type, e.Reason)
	}
	return fmt.Sprintf("mapping: %s.%s: %s", e.Type, e.Field, e.Reason)
}

func misfit(typ, field, format string, a ...any) error {
	return &ConfigError{typ, field, fmt.Sprintf(format, a...)}
}
