package schema

import "fmt"

func errorf(format string, args ...any) error { return fmt.Errorf("schema: "+format, args...) }
