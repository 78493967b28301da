package driver

// ParamLimiter is implemented by a [Conn] whose database limits the number of parameters of one statement. Whoever expands
// lists or rows into placeholders asks it and splits accordingly.
type ParamLimiter interface {
	// MaxParams is the largest number of parameters that a statement may have on this connection.
	MaxParams() int
}
