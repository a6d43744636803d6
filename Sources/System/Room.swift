/// Placeholder until the room is furnished; the first real file replaces it.
enum SystemRoom {}
