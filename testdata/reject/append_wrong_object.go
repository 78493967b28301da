package reject

// A collection takes its own elements.
func add() {
	Users.Addresses.Append(session, ed, &Keyword{}) /* ERROR "" */
}
